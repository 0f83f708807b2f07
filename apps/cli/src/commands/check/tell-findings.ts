import type { Finding } from '#x12';
import type { Standing } from './all-findings.js';
import type { BytesSource } from './bytes-source.js';
import { visible } from './glyphs.js';
import type { Paint } from './paint.js';
import { showLines, type Shown } from './show-lines.js';

export interface Telling {
  /** columns of the terminal */
  width: number;
  paint: Paint;
  /** findings of one kind that are told at most, by severity; the rest are counted */
  most: Record<Finding['severity'], number>;
}

/** What was found in one file as a person reads it: faults first, then notes, each with its line and a caret. */
export async function tellFindings(source: BytesSource, standings: readonly Standing[], telling: Telling): Promise<string[]> {
  const bySeverity = (severity: Finding['severity']) => kinds(standings.filter(({ finding }) => finding.severity === severity));
  const lines: string[] = [];
  for (const severity of ['fatal', 'error', 'note'] as const) {
    for (const kind of bySeverity(severity)) {
      const told = kind.slice(0, telling.most[severity]);
      const shown = await showLines(source, told, telling.width - 16);
      told.forEach((standing, i) => lines.push(...tell(standing, shown[i] ?? null, telling.paint)));
      const more = kind.length - told.length;
      if (more > 0) lines.push(telling.paint.faint(`  … and ${more} more of the same kind (${kind[0]?.finding.code}), told with --all`));
    }
  }
  return lines;
}

/** Those of one code together, in the order in which each first occurs. */
function kinds(standings: readonly Standing[]): Standing[][] {
  const all = new Map<string, Standing[]>();
  for (const one of standings) {
    const kind = all.get(one.finding.code);
    if (kind) kind.push(one);
    else all.set(one.finding.code, [one]);
  }
  return [...all.values()];
}

function tell(standing: Standing, shown: Shown | null, paint: Paint): string[] {
  const { finding } = standing;
  const note = finding.severity === 'note';
  const head = note ? `  ${paint.faint(`· ${visible(finding.sentence)}`)}` : `  ${finding.severity === 'fatal' ? paint.bad('✗') : paint.doubtful('~')} ${paint.strong(visible(finding.sentence))}`;
  const gutter = shown ? `line ${shown.line}`.padStart(10) : '';
  return [
    head,
    paint.faint(`    ${consequence(standing)}`),
    ...(shown ? [`${paint.faint(`${gutter} |`)} ${note ? paint.faint(shown.text) : shown.text}`, `${paint.faint(`${' '.repeat(gutter.length)} |`)} ${note ? paint.faint(shown.caret) : paint.bad(shown.caret)}`] : notShown(finding).map((line) => paint.faint(line))),
  ];
}

/** An empty file has no line; of anything else the beginning is always kept. */
function notShown({ offset }: Finding): string[] {
  return offset === 0 ? [] : ['    (its line is not shown: of what passes by once, 16 MiB are kept)'];
}

/** "X12.SE01_COUNT: refuses the set 309 0001; answered as AK502 4". Outside interchanges there is nobody to answer. */
function consequence({ finding, standsIn, delimiters }: Standing): string {
  const what = { fatal: `refuses ${standsIn}`, error: `${standsIn} is taken, with errors`, note: `a note on ${standsIn}` }[finding.severity];
  return `${finding.code}: ${what}${finding.answer && finding.severity !== 'note' && delimiters ? `; answered as ${finding.answer.element} ${finding.answer.code}` : ''}`;
}
