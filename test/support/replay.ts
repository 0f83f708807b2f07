import { MINUTE } from '#common';
import { isolate, reopen, reportCall } from '#journey';
import { callReport } from '#vessel-calls';
import type { Answer } from '../../libs/channels/src/testing.js';
import { DESK, endpointOf, openStory, QUAY, type Story } from '../../libs/journey/src/testing.js';
import { loadDirectory, loadSettings } from '#directory';
import { answerTo } from './interchange.js';
import type { TestLedger } from './test-ledger.js';
import { bytesOf, hour, type Told, type Week, type WeekCall, type WeekDocument, type WeekTerminal } from './week.js';

/** While the week is not calm, the worker looks at the ledger at least this often. */
const EVERY = 60 * MINUTE;
const CALM_UNTIL = hour('24 Jul 00:00');
const UNREACHABLE = { outcome: 'unreachable', because: 'connect-failed', words: 'nobody answers' } as const;

/** A week that is played to a house: in memory are only the far sides. */
export class Replay {
  readonly calls = new Map<string, number>();
  readonly refs = new Map<string, string>();
  private readonly ahead: { at: number; act: () => Promise<void> | void }[] = [];
  private readonly byControl = new Map<number, WeekDocument>();
  private control = 0;

  constructor(readonly week: Week, readonly story: Story) {
    for (const [code, terminal] of Object.entries(week.terminals)) this.play(code, terminal);
    for (const call of week.calls) for (const told of call.told) this.plan(hour(told.at), () => this.report(call, told));
    for (const doc of week.documents) this.plan(hour(doc.handed), () => this.hand(doc));
    const act = { region: week.region, actor: 'duty manager' };
    this.plan(hour(week.cut), async () => { this.mailWorks(false); await isolate(story.journey, { ...act, because: 'malware in the network' }); });
    this.plan(hour(week.mailFrom), () => this.mailWorks(true));
    this.plan(hour(week.reopened), async () => { await reopen(story.journey, { ...act, because: 'the network is clean' }); });
  }

  /** Everything until then, that minute included. */
  async until(told: string): Promise<void> {
    const end = hour(told).getTime();
    for (let at = this.next(); at <= end; at = this.next()) {
      this.story.clock.set(new Date(at));
      const now = this.ahead.filter((one) => one.at <= at);
      for (const one of now) {
        this.ahead.splice(this.ahead.indexOf(one), 1);
        await one.act();
      }
      // Twice: what a round found out, the next one acts on.
      await this.story.step();
      await this.story.step();
    }
    this.story.clock.set(new Date(end + 1_000));
  }

  private next(): number {
    const now = this.story.clock.now().getTime();
    const planned = Math.min(...this.ahead.map((one) => one.at));
    const round = now < CALM_UNTIL.getTime() ? CALM_UNTIL.getTime() : Math.floor(now / EVERY + 1) * EVERY;
    return Math.min(planned, round);
  }

  private plan(at: Date, act: () => Promise<void> | void): void { this.ahead.push({ at: at.getTime(), act }); }

  private mailWorks(works: boolean): void {
    this.story.mail.always = works ? { outcome: 'accepted', receipt: '250 taken' } : UNREACHABLE;
    this.story.mail.reachable = works;
  }

  /** A terminal takes what comes by EDI while its side is there, and leaves its answers in an outbox that is read as long. */
  private play(code: string, terminal: WeekTerminal): void {
    const end = this.story.edi(code);
    const takes: Answer = ({ bytes, identity }) => {
      this.answer(code, terminal, bytes, identity);
      return { outcome: 'accepted', receipt: 'taken' };
    };
    end.always = takes;
    if (terminal.region !== undefined) return;
    this.plan(hour(this.week.cut), () => { end.always = UNREACHABLE; end.reachable = false; });
    this.plan(hour(terminal.ediFrom), () => { end.always = takes; end.reachable = true; });
  }

  private answer(code: string, terminal: WeekTerminal, bytes: Buffer, identity: string): void {
    const doc = this.byControl.get(Number(/\*(\d{9})\*0\*P\*/.exec(bytes.toString('latin1'))?.[1]));
    if (!doc || terminal.acknowledges === 'none') return;
    const [cut, back, now] = [hour(this.week.cut).getTime(), hour(terminal.ediFrom).getTime(), this.story.clock.now().getTime()];
    const minute = Math.floor(now / MINUTE) * MINUTE;
    // What has been keyed from a mail is compared by a clerk; `answered` is the system's own time.
    const said = minute + (now >= back && hour(doc.handed).getTime() < back ? terminal.clerk : doc.answered ?? 0) * MINUTE;
    const at = terminal.region === undefined && said >= cut && said < back ? back : said;
    this.plan(new Date(at), () => this.story.outbox(code).leave(`997-${identity}`, answerTo(bytes, { control: 900_000 + (this.control += 1), ...(doc.refused ? { verdicts: { '0001': { verdict: 'R' } } } : {}) })));
  }

  private async report(call: WeekCall, { times = {}, cutOffs = {}, statuses }: Told): Promise<void> {
    const timestamps = Object.entries(times).map(([what, at]) => {
      const [event, classifier, place = 'BRTH'] = what.split(' ');
      return { event, classifier, place, at: hour(at).toISOString() };
    });
    const [unlocode, terminal] = call.at.split('-');
    const reported = await reportCall(this.story.journey, callReport.parse({
      reference: call.reference, carrier: 'HWSR', imo: call.imo, vesselName: call.vessel, unlocode, terminal, voyageIn: call.in, ...(call.out ? { voyageOut: call.out } : {}), ...(statuses ? { statuses } : {}),
      timestamps, cutOffs: Object.fromEntries(Object.entries(cutOffs).map(([name, at]) => [name, hour(at).toISOString()])),
    }), 'the operator');
    this.calls.set(call.reference, reported.id);
  }

  private async hand(doc: WeekDocument): Promise<void> {
    const call = this.week.calls.find((one) => one.reference === doc.call);
    if (!call) throw new Error(`${doc.id} is for ${doc.call}, which is no call of the week`);
    const control = (this.control += 1);
    this.byControl.set(control, doc);
    const [ref] = await this.story.take(bytesOf(doc, call, control));
    this.refs.set(doc.id, ref ?? '');
  }
}

/** An empty house with the week's terminals, our own rules of when what is due and expected, and the clock before it all. */
export async function openReplay(test: TestLedger, week: Week): Promise<Replay> {
  const { dueRules, calendars, expected, portCodes } = loadDirectory({ settings: loadSettings({ env: {} }), env: {} });
  const also = Object.entries(week.terminals).map(([code, { name, zone, region = week.region, acknowledges = '997' as const }]) => endpointOf(code, { name, zone, region, acknowledges }));
  const own = also.find(({ code }) => code === QUAY);
  const story = await openStory(test, { also: also.filter(({ code }) => code !== QUAY && code !== 'SGSIN-SOUTH'), quay: own ?? {} });
  Object.assign(story.journey.directory, { dueRules, calendars, expected, portCodes });
  story.clock.set(new Date(Math.min(...week.calls.flatMap((call) => call.told.map((one) => hour(one.at).getTime()))) - MINUTE));
  story.edi(DESK).always = { outcome: 'accepted', receipt: 'taken' };
  return new Replay(week, story);
}
