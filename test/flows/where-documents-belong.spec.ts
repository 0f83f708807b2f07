import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { manifest, sample } from '../support/samples.js';

let flow: Flow;
const quay = longBeach({ end: 'pretend' });
const hours = (n: number) => new Date(Date.now() + n * 3_600_000);
const order = (control: number, bill: string) => sample('317/delivery-order', { to: quay.isaId, control, replace: { HWSRLGB0000101: bill, 'N9*OC*CSQU3054383': 'N9*CR*NOTHING', 'N9*OC*CBHU3202732': 'N9*CR*NOTHING' } });

beforeAll(async () => { flow = await openFlow({ name: 'test-where-documents-belong', sites: [quay, carrierDesk({ end: 'pretend' })] }); }, 60_000);
afterAll(() => flow.stop(), 60_000);

describe('where documents belong, as a person asks and says it', () => {
  it('shows the rule, takes a word against it, and tells what to do about a slip of the keys', async () => {
    const [first, second] = [await flow.call({ at: quay, voyage: '0701W', etaAt: hours(100) }), await flow.call({ at: quay, voyage: '0702W', etaAt: hours(270) })];
    const [named = ''] = await flow.take(manifest({ to: quay.isaId, control: 71, voyage: '701W' }));
    const { facts } = await flow.story(named);
    const [ref = ''] = await flow.take(order(72, (facts['bills'] as string[])[0]!));
    const shown = await flow.hawser('match', ref);
    expect([shown.code, shown.out]).toEqual([0, expect.stringMatching(new RegExp(`${first} +HARBOUR LARK 0701W +USLGB-EAST +bill +bill \\S+ as in ${named} \\(309\\), at ${quay.code}`))]);

    expect(await flow.hawser('match', ref, '--call', String(second), '--because', 'rolled, says the line', '--actor', 'desk')).toMatchObject({ code: 0, out: expect.stringMatching(/belongs to this call\. desk said so; no rule changes it\.\n[^]+HARBOUR LARK 0702W[^]+person +desk: rolled, says the line/) });
    await flow.call({ at: quay, voyage: '0701W', etaAt: hours(101) });
    expect(JSON.parse((await flow.hawser('match', ref, '--json')).out)).toMatchObject({ ref, saidBy: 'desk', calls: [{ id: second, rule: 'person' }] });
    expect((await flow.story(ref)).history.map((step) => step.event)).toContain('calls-said');

    expect(await flow.hawser('match', ref, '--call', '999999', '--because', 'x')).toMatchObject({ code: 1, err: expect.stringContaining('no vessel call has the number 999999; npx hawser calls --json shows them') });
    expect(await flow.hawser('match', 'HW-NONE')).toMatchObject({ code: 1, err: expect.stringContaining('no document has the ref HW-NONE') });
    for (const wrong of [['--call', 'x', '--because', 'x'], ['--none'], ['--none', '--call', '1', '--because', 'x']]) expect((await flow.hawser('match', ref, ...wrong)).code).toBe(2);
    expect(await flow.hawser('match', ref, '--none', '--because', 'not ours')).toMatchObject({ code: 0, out: expect.stringContaining(`${ref} belongs to no known vessel call.`) });
  }, 60_000);

  it('shows what never came before it is late', async () => {
    const id = await flow.call({ at: quay, voyage: '0801W', etaAt: hours(60) });
    const said = await flow.hawser('missing', '--call', String(id));
    expect([said.code, said.out]).toEqual([0, expect.stringMatching(new RegExp(`soon +stow plan \\(324, BAPLIE\\) +HWSR +${quay.code} +${id} +HARBOUR LARK 0801W +\\S+ \\S+ +in 1[12] h .+\\(ETA − 48 h\\)`))]);
    await flow.take(manifest({ to: quay.isaId, control: 81, voyage: '801W' }));
    const { missing } = JSON.parse((await flow.hawser('missing', '--call', String(id), '--json')).out) as { missing: { id: string; level: string; source: string }[] };
    expect(missing.map((one) => [one.id, one.level, one.source.startsWith('[P]')])).toEqual([['STOW-PLAN', 'soon', true]]);
    expect((await flow.hawser('missing')).out).toContain('stow plan');
    expect(await flow.hawser('missing', '--call', '999999')).toMatchObject({ code: 1, err: expect.stringContaining('no vessel call has the number 999999') });
    expect((await flow.hawser('missing', '--call', 'lark')).code).toBe(2);
  }, 60_000);
});
