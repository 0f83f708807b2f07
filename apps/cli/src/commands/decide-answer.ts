import { ask } from '../ask.js';
import { whoRuns } from '../who-runs.js';

interface Decided { id: number; outcome: string; because: string; moved: string[]; noted: string[]; held: string[] }

/** `hawser believe|refuse MAIL-ID`: a person's word on an answer whose sender was not sure. */
export function decideAnswer(act: 'believe' | 'refuse') {
  return async (id: string, options: { because: string; actor?: string; json?: boolean }): Promise<void> => {
    const done = await ask<Decided>('POST', `/mails-in/${encodeURIComponent(id)}/acts`, { act, because: options.because, actor: whoRuns(options.actor) });
    const words = act === 'refuse' ? [`Mail ${done.id} is refused; it moved nothing by this.`] : [
      done.moved.length > 0 ? `Mail ${done.id} is believed: it moved ${done.moved.join(', ')}.` : `Mail ${done.id} is believed: ${done.noted.length > 0 ? `${done.noted.join(', ')} stood so already` : 'they ask to be called'}. ${done.noted.length > 0 ? '' : 'Whom, and about what: npx hawser tasks'}`.trim(),
      ...done.held.map((why) => `Not applied: ${why}`),
    ];
    process.stdout.write(`${options.json ? JSON.stringify(done) : words.join('\n')}\n`);
  };
}

/** `hawser read-again MAIL-ID`: a mail that could not be taken when it came. */
export async function readAgain(id: string, options: { because: string; actor?: string; json?: boolean }): Promise<void> {
  const done = await ask<{ id: number; kind: string; outcome: string; because: string }>('POST', `/mails-in/${encodeURIComponent(id)}/acts`, { act: 'read-again', because: options.because, actor: whoRuns(options.actor) });
  process.stdout.write(`${options.json ? JSON.stringify(done) : `Mail ${done.id} was taken (${done.kind}, ${done.outcome}): ${done.because}.`}\n`);
}
