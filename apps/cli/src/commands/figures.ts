import { FIGURES, type Figure } from '#vessel-calls';

const STANDING: readonly Figure[] = ['due', 'accepted', 'byEdi', 'byEmail', 'byPaper', 'acknowledged', 'neverAnswers', 'late', 'atRisk', 'worstDelayMinutes'];
const SHOWN: Record<'calls' | 'delays', readonly Figure[]> = {
  calls: ['arrivalDelayMinutes', 'departureDelayMinutes', 'driftMinutes', ...STANDING, 'delayMinutes', 'acknowledgementDelayMinutes', 'acceptanceDelayMinutes', 'containersTouched', 'hazmatTouched', 'channelOutageMinutes', 'confirmedPercent', 'outageMinutes'],
  delays: ['documents', 'accepted', 'acknowledged', 'neverAnswers', 'open', 'late', 'delayMinutes', 'p50Minutes', 'p90Minutes', 'p99Minutes', 'outageMinutes'],
};

/** The headings of a command's tables, where they are not the figure's own name. */
export const HEADINGS: Partial<Record<Figure, string>> = {
  accepted: 'handed over', byEdi: 'by EDI', byEmail: 'by mail', byPaper: 'on paper', neverAnswers: 'never answers', atRisk: 'at risk', worstDelayMinutes: 'worst delay', delayMinutes: 'delay',
  acknowledgementDelayMinutes: 'to 997', acceptanceDelayMinutes: 'to acceptance', arrivalDelayMinutes: 'from plan', departureDelayMinutes: 'departure', driftMinutes: 'drift', containersTouched: 'containers', hazmatTouched: 'hazardous',
  channelOutageMinutes: 'outage', confirmedPercent: 'confirmed', outageMinutes: 'by outage', p50Minutes: 'p50', p90Minutes: 'p90', p99Minutes: 'p99',
};

/** What each figure of a command means, in the words of the API's documentation. */
export function figuresFor(command: 'calls' | 'delays'): string {
  return ['Figures:', ...SHOWN[command].flatMap((figure) => wrapped(`${HEADINGS[figure] ?? figure}: ${FIGURES[figure]}`))].join('\n');
}

/** At most 100 columns, further lines indented. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 99) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${last === undefined ? '  ' : '      '}${word}`);
  }
  return lines;
}
