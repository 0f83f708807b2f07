import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { wordsOf } from '#common';
import { readEdi, type ReadFile } from '#x12';
import { loadCargo, type Consignment } from './cargo.js';
import type { Desk, LedgerLine, OutageLine } from './desk.js';
import type { Progress } from './progress.js';
import type { Handed, Report } from './reckoning.js';
import { CALLS, CARRIER, NETWORK, PATIENCE, SCAC, storyTime, TERMINALS, TURNS } from './scene.js';
import type { Stage } from './stage.js';

export interface Told { handed: Handed[]; refused: Report['refusedAtTheDoor'] }

/** Plays the story from its first document until nothing is on its way any more. */
export async function play(stage: Stage, desk: Desk, progress: Progress, options: { input?: string }): Promise<Told> {
  const told: Told = { handed: [], refused: [] };
  const began = Date.now();
  const since = () => Date.now() - began;
  // By the house's own clock, which began when it was started: what is told here has the hour that the ledger has.
  const say = (text: string) => { progress.line(`${clock(storyTime(Date.now() - stage.storyBegan))}  ${text}`); };
  await reportCalls(desk);
  const cargo = loadCargo();
  const input = options.input ? await inputOf(options.input) : [];
  const keys = { carrier: await desk.keyFor(CARRIER.code), network: await desk.keyFor(NETWORK) };
  say(`${CALLS.length} vessel calls are known; ${cargo.reduce((n, one) => n + one.documents.length, 0)} documents will be handed in${input.length > 0 ? `, and ${input.length} files of ${options.input}` : ''}`);
  const watching = watchOutages(desk, say);
  const reading = watchLists(desk, say);
  const answering = watchAnswers(desk, say);
  const turning = turn(stage, desk, say, since);
  const handing = Promise.all([handIn(stage, desk, keys.carrier, cargo, told, since), handInput(desk, keys.network, input, told, since, say)]);
  const drawing = setInterval(() => { progress.show(Math.min(0.98, since() / (TURNS.lastDocument + 25_000)), `${told.handed.length} documents handed in`); }, 250);
  try {
    await Promise.all([handing, turning]);
    say('everything is handed in; waiting for what is still on its way');
    await untilQuiet(stage, desk, since);
  } finally {
    clearInterval(drawing);
    await watching.stop();
    await reading.stop();
    await answering.stop();
  }
  return told;
}

const clock = (at: Date) => `${at.toISOString().slice(5, 16).replace('T', ' ')} UTC`;

async function reportCalls(desk: Desk): Promise<void> {
  for (const call of CALLS) {
    const quay = TERMINALS.find((site) => site.code === call.terminal)!;
    await desk.ask('POST', '/vessel-calls', {
      reference: `${call.vessel}-${call.voyage}-${call.terminal}`, carrier: SCAC, imo: call.imo, vesselName: call.vessel, unlocode: quay.unlocode, terminal: quay.terminal,
      ...(quay.firms ? { firms: quay.firms } : {}), voyageIn: call.voyage, timestamps: [{ event: 'ARRI', classifier: 'EST', at: call.etaAt.toISOString() }],
    });
  }
}

/** What happens to the paths, and what the duty manager does about it. */
async function turn(stage: Stage, desk: Desk, say: (text: string) => void, since: () => number): Promise<void> {
  const behave = (site: string, change: unknown) => stage.far('POST', `/sites/${site}/behaviour`, change);
  const at = async (when: number) => { await wait(Math.max(0, when - since())); };
  await at(TURNS.cut);
  say('the Americas are cut: USLGB-EAST refuses connections, USOAK-NORTH takes them and stalls, CAVAN-WEST takes files and stays silent');
  await Promise.all([behave('USLGB-EAST', { sftp: 'refuse' }), behave('USOAK-NORTH', { sftp: 'stall' }), behave('CAVAN-WEST', { answers: 'silent' })]);
  await at(TURNS.isolate);
  await desk.ask('POST', '/regions/AMERICAS/isolate', { because: 'malware in the networks of the Americas', actor: 'duty manager' });
  say('the duty manager isolates AMERICAS in one act: all its documents leave by mail, most urgent first');
  await at(TURNS.firstBack);
  await behave('USLGB-EAST', { sftp: 'normal' });
  await at(TURNS.reopen);
  await desk.ask('POST', '/regions/AMERICAS/reopen', { because: 'networks cleaned, terminals agree', actor: 'duty manager' });
  say('AMERICAS is reopened: each path returns by its own canary, then a few, then all');
  await at(TURNS.secondBack);
  await behave('USOAK-NORTH', { sftp: 'normal' });
  say('USOAK-NORTH answers connections again');
  await at(TURNS.lastBack);
  await behave('CAVAN-WEST', { answers: 'normal' });
  say('CAVAN-WEST answers with 997 again');
}

async function handIn(stage: Stage, desk: Desk, key: string, cargo: readonly Consignment[], told: Told, since: () => number): Promise<void> {
  for (const one of cargo) {
    await wait(Math.max(0, one.at - since()));
    if (one.from.kind === 'carrier') {
      const { status, receipt } = await desk.hand(key, one.x12);
      if (status !== 202) throw new Error(`a fixture was not taken: ${status} ${JSON.stringify(receipt).slice(0, 300)}`);
      told.handed.push(...one.documents);
    } else {
      // A terminal leaves its file in its own outbox; it is answered for from the moment Hawser has taken it.
      await stage.far('POST', `/sites/${one.from.code}/send`, one.x12);
      told.handed.push(...one.documents);
    }
  }
}

interface InputFile { name: string; path: string }

async function inputOf(folder: string): Promise<InputFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => ({ name: entry.name, path: join(folder, entry.name) })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Other people's files: some are no EDI, some are broken, none is addressed to anybody here. What was taken is mapped by a person's act. */
async function handInput(desk: Desk, key: string, files: readonly InputFile[], told: Told, since: () => number, say: (text: string) => void): Promise<void> {
  if (files.length === 0) return;
  const pace = (TURNS.lastDocument - 20_000) / files.length;
  let mapped = 0;
  for (const [at, file] of files.entries()) {
    await wait(Math.max(0, 4_000 + at * pace - since()));
    const bytes = await readFile(file.path);
    const { status, receipt } = await desk.hand(key, bytes);
    if (receipt.status === 'refused' || receipt.status === 'rejected') { told.refused.push({ name: file.name, status, code: receipt.code, sentence: receipt.sentence }); continue; }
    told.handed.push(...accountOf(await readEdi([bytes])));
    for (const one of receipt.interchanges) {
      if (!one.documents.some((doc) => doc.state === 'unroutable')) continue;
      const terminal = TERMINALS[mapped % TERMINALS.length]!;
      mapped += 1;
      for (const gs03 of await groupReceivers(desk, one.documents.map((doc) => doc.ref))) {
        await desk.ask('POST', '/addressees', { isa08: one.receiver || '(none)', gs03, endpoint: terminal.code, because: `the demo sends ${file.name} there`, actor: 'duty manager' });
      }
    }
  }
  say(`${files.length} files of the input are handed in: ${told.refused.length} refused and kept, the rest mapped to terminals`);
}

function accountOf(file: ReadFile): Handed[] {
  return file.interchanges.flatMap((one) => one.groups.flatMap((group) => group.sets.map((set) => ({ isa13: one.isa13, gs06: group.gs06, st02: set.st02, sha256: set.sha256 }))));
}

async function groupReceivers(desk: Desk, refs: readonly string[]): Promise<string[]> {
  const stories = await Promise.all(refs.map((ref) => desk.ask<LedgerLine & { gs03: string }>('GET', `/documents/${ref}`)));
  // EDIFACT without groups has no group's receiver: then any.
  return [...new Set(stories.map((story) => story.gs03 || '*'))];
}

/** Nothing waits, nothing is being sent, nothing is in doubt, every path is up again; or patience is at its end. */
async function untilQuiet(stage: Stage, desk: Desk, since: () => number): Promise<void> {
  const patience = since() + PATIENCE;
  for (let quiet = 0; quiet < 3 && since() < patience; await wait(500)) {
    const [counts, outages, paths, clerks, mails] = await Promise.all([
      desk.ask<{ state: string; acceptedBy: string | null; n: number }[]>('GET', '/documents/counts'), desk.outages(),
      desk.ask<{ kind: string; verdict: string }[]>('GET', '/paths'),
      stage.far<{ answers: unknown[]; pending: number }>('GET', '/answers'), desk.mailsIn(),
    ]);
    const answering = clerks.pending > 0 || mails.length < clerks.answers.length;
    const moving = counts.some((one) => one.n > 0 && ['received', 'waiting', 'sending', 'unsettled', 'accepted'].includes(one.state));
    const troubled = outages.some((one) => one.closedAt === null) || paths.some((one) => one.verdict !== 'up');
    quiet = moving || troubled || answering ? 0 : quiet + 1;
  }
}

/** Tells each turn of each path once, in the words the history keeps. */
function watchOutages(desk: Desk, say: (text: string) => void): { stop(): Promise<void> } {
  const told = new Set<number>();
  return watch(say, 'outages', async () => {
    for (const one of await desk.outages()) for (const event of one.events) {
      if (told.has(event.id)) continue;
      told.add(event.id);
      if (one.scopeKind === 'endpoint') say(`  ${one.scope} is ${word(event.what)}: ${event.because}`);
      else if (event.what === 'closed') say(`${one.scope} is whole again: ${event.because}`);
    }
  });
}

/** Tells once of each terminal that was told how what it was mailed stands now. */
function watchLists(desk: Desk, say: (text: string) => void): { stop(): Promise<void> } {
  const told = new Set<number>();
  return watch(say, 'lists of mails', async () => {
    for (const list of await desk.ask<{ id: number; endpoint: string; kind: string; state: string; documents: number }[]>('GET', '/mail-lists')) {
      if (list.kind !== 'after-return' || list.state !== 'handed over' || told.has(list.id)) continue;
      told.add(list.id);
      say(`  ${list.endpoint} got a signed list of how each of its ${list.documents} mailed documents stands`);
    }
  });
}

/** What a mail that came in did, in the words of a story; only a listed sender's proved word does anything. */
const DID: Record<string, string> = { moved: 'is believed', held: 'is given to a person', refused: 'is refused', recorded: 'is kept' };

/** Tells once of each answer that a clerk mailed. */
function watchAnswers(desk: Desk, say: (text: string) => void): { stop(): Promise<void> } {
  const told = new Set<number>();
  return watch(say, 'answers by mail', async () => {
    for (const mail of (await desk.mailsIn()).toReversed()) {
      if (told.has(mail.id)) continue;
      told.add(mail.id);
      say(`  an answer from ${mail.fromAddress ?? 'nobody'} ${DID[mail.outcome] ?? mail.outcome}: ${mail.because}`);
    }
  });
}

/** Looks a few times a second, and once more at the end. */
function watch(say: (text: string) => void, what: string, look: () => Promise<void>): { stop(): Promise<void> } {
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      await look().catch((error: unknown) => { say(`(${what} could not be read: ${wordsOf(error)})`); });
      await wait(400);
    }
    await look();
  })();
  return { stop: async () => { stopped = true; await running; } };
}

const word = (verdict: OutageLine['events'][number]['what']) => (verdict === 'up' ? 'up again' : verdict);
