import { describe, expect, it } from '@jest/globals';
import { FakeClock, HOUR, MINUTE, SECOND } from '#common';
import { effectiveVerdict, evidenceFrom, judge, placesWhileReturning, type Evidence, type EvidenceAt, type OutageSettings, type PathState, type Proof } from '#outage';

const settings: OutageSettings = {
  failuresToDown: 3, failureWindowMs: 2 * MINUTE, missingToSuspect: 3, missingToDown: 10, answerWindowMs: 2 * HOUR,
  proofsToUp: 5, minimumDownMs: 15 * MINUTE, probeEveryMs: 30 * SECOND,
};

/** A path that lives through a story, judged after each piece of evidence as the journey does. */
class Path {
  readonly clock = new FakeClock();
  readonly verdicts: string[] = [];
  state: PathState = { verdict: 'up', since: this.clock.now(), because: 'no evidence against it', proofs: 0 };
  private evidence: EvidenceAt[] = [];
  constructor(private readonly proof: Proof = 'acknowledged', private readonly answerWithinMs = 30 * MINUTE) {}

  sees(evidence: Evidence, detail = 'connection refused'): this {
    this.evidence.push({ evidence, at: this.clock.now(), detail });
    return this.judged();
  }
  judged(): this {
    const from = evidenceFrom(this.state, settings, this.clock.now());
    const { changed, ...state } = judge(this.state, this.evidence.filter((one) => one.at >= from), settings, this.clock.now(), this.proof, this.answerWithinMs);
    this.state = state;
    if (changed) this.verdicts.push(state.verdict);
    return this;
  }
  after(ms: number): this { this.clock.advance(ms); return this; }
  times(count: number, what: (path: this) => unknown): this { for (let n = 0; n < count; n += 1) what(this); return this; }
}

const down = () => new Path().times(3, (path) => path.after(10 * SECOND).sees('connect-failed'));

describe('a path', () => {
  it('is suspect after its first failure, and up again after a good probe', () => {
    const path = new Path().sees('timed-out', 'no answer in 10 s');
    expect(path.state).toMatchObject({ verdict: 'suspect', because: 'it failed: no answer in 10 s' });
    expect(path.after(30 * SECOND).sees('probed', 'ok').state).toMatchObject({ verdict: 'up', because: 'it works again' });
  });

  it('is down after three failures within two minutes, and says so', () => {
    expect(down().state).toMatchObject({ verdict: 'down', because: '3 failures within 2 min, the last: connection refused' });
  });

  it('is down even when probes succeed between the failures', () => {
    const path = new Path().times(3, (one) => one.after(20 * SECOND).sees('probed').after(5 * SECOND).sees('refused-for-now', '450 try later'));
    expect(path.verdicts).toEqual(['suspect', 'up', 'suspect', 'up', 'down']);
  });

  it('stays suspect when failures are further apart than the window', () => {
    const path = new Path().times(4, (one) => one.after(3 * MINUTE).sees('connect-failed'));
    expect(path.state.verdict).toBe('suspect');
  });

  it('is not suspected twice for the same failure', () => {
    const path = new Path().sees('connect-failed').after(SECOND).sees('probed').judged().judged();
    expect(path.verdicts).toEqual(['suspect', 'up']);
  });
});

describe('missing answers', () => {
  const silent = () => new Path().times(3, (path) => path.after(MINUTE).sees('delivered').sees('answer-missing', 'HW-7F3K2Q6'));

  it('make a path suspect though it takes every document', () => {
    expect(silent().state).toMatchObject({ verdict: 'suspect', because: '3 answers missing within 2 h: accepted by transport, not by application' });
  });

  it('are not made good by a connection, however often it succeeds', () => {
    const path = silent().times(60, (one) => one.after(MINUTE).sees('probed'));
    expect(path.state.verdict).toBe('suspect');
  });

  it('are made good by an answer', () => {
    expect(silent().after(MINUTE).sees('acknowledged').state).toMatchObject({ verdict: 'up', because: 'it answers again' });
  });

  it('make it down when ten are missing', () => {
    expect(silent().times(7, (path) => path.after(SECOND).sees('answer-missing')).state.verdict).toBe('down');
  });

  it('let few documents try it after a whole window, since held documents could never be answered', () => {
    const path = silent().times(121, (one) => one.after(MINUTE).sees('probed'));
    expect(path.verdicts).toEqual(['suspect', 'returning']);
  });

  it('are forgotten one by one while answers keep coming', () => {
    const path = new Path().times(20, (one) => one.after(MINUTE).sees('answer-missing').after(MINUTE).sees('acknowledged'));
    expect(path.verdicts).toEqual([]);
  });
});

describe('a path that was down', () => {
  const returning = (proof: Proof = 'acknowledged') => {
    const path = new Path(proof).times(3, (one) => one.after(10 * SECOND).sees('connect-failed'));
    return path.times(30, (one) => one.after(30 * SECOND).sees('probed'));
  };

  it('stays down until a probe succeeds after a quarter of an hour without a failure', () => {
    const path = down().times(29, (one) => one.after(30 * SECOND).sees('probed'));
    expect(path.state.verdict).toBe('down');
    expect(path.after(30 * SECOND).sees('probed').state).toMatchObject({
      verdict: 'returning', because: 'it answered after 15 min without a failure; documents prove it, few at first',
    });
  });

  it('is up after five answers where the endpoint answers, and deliveries alone do not count', () => {
    const path = returning().times(9, (one) => one.after(SECOND).sees('delivered'));
    expect(path.state).toMatchObject({ verdict: 'returning', proofs: 0 });
    path.times(4, (one) => one.after(MINUTE).sees('acknowledged'));
    expect(path.state).toMatchObject({ verdict: 'returning', proofs: 4 });
    expect(path.after(MINUTE).sees('acknowledged').state).toMatchObject({ verdict: 'up', because: '5 proofs since it began to return' });
  });

  it('is up after five deliveries where the endpoint never answers', () => {
    expect(returning('delivered').times(5, (one) => one.after(SECOND).sees('delivered')).state.verdict).toBe('up');
  });

  it('is down again at its first failure', () => {
    expect(returning().after(SECOND).sees('acknowledged').after(SECOND).sees('connect-failed').state)
      .toMatchObject({ verdict: 'down', proofs: 0, because: 'it failed again while returning: connection refused' });
  });

  it('is down again when its canary is not answered, but not for an answer missed from before', () => {
    expect(returning().after(10 * MINUTE).sees('answer-missing').state.verdict).toBe('returning');
    expect(returning().after(31 * MINUTE).sees('answer-missing').state.verdict).toBe('down');
  });

  it('keeps its proofs when old evidence is no longer handed in', () => {
    const clock = new FakeClock();
    const state: PathState = { verdict: 'returning', since: clock.now(), because: '', proofs: 4 };
    expect(judge(state, [], settings, clock.now(), 'acknowledged')).toMatchObject({ verdict: 'returning', proofs: 4, changed: false });
  });
});

describe('a line that flaps ten times an hour', () => {
  it('goes down once, stays there while it flaps, and comes back once when it is quiet', () => {
    const path = new Path();
    const flap = (one: Path) => {
      one.times(4, (bad) => bad.after(30 * SECOND).sees('connect-failed'));
      one.times(8, (good) => good.after(30 * SECOND).sees('probed'));
    };
    path.times(20, flap);
    expect(path.verdicts).toEqual(['suspect', 'down']);
    path.times(22, (good) => good.after(30 * SECOND).sees('probed'));
    path.times(5, (good) => good.after(MINUTE).sees('delivered').after(MINUTE).sees('acknowledged'));
    expect(path.verdicts).toEqual(['suspect', 'down', 'returning', 'up']);
  });
});

describe('above the verdict', () => {
  it('stands a person\'s isolation', () => {
    expect(effectiveVerdict('up', true)).toBe('isolated');
    expect(effectiveVerdict('returning', false)).toBe('returning');
  });

  it('a returning path takes one document, then two, four and so on', () => {
    expect([0, 1, 2, 3, 4, 9].map((proofs) => placesWhileReturning(proofs, settings))).toEqual([1, 2, 4, 8, 16, 16]);
  });
});
