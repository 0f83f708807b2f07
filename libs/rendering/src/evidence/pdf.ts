import { setImmediate as turn } from 'node:timers/promises';
import type { Section } from '../page/page.js';
import { Words } from '../words/words.js';
import { printable } from '../writers/printable.js';
import { contentOf } from '../writers/pdf/content.js';
import { faces } from '../writers/pdf/dejavu.js';
import { openPdf } from '../writers/pdf/draw.js';
import { baseline, linesOf, placed } from '../writers/pdf/lines.js';
import { Flow, paginated } from '../writers/pdf/paginate.js';
import { BOTTOM, LEFT, LINE, RIGHT, ROOM, TOP, TYPE } from '../writers/pdf/paper.js';
import type { Piece, Run, Sheet } from '../writers/pdf/piece.js';
import { sectionPieces } from '../writers/pdf/section.js';
import { documentSection } from './document-section.js';
import { aboutSections, coverSections, onceSections, totalSections } from './pack-sections.js';
import { Totals } from './totals.js';
import type { EvidenceDocument, EvidencePack } from './types.js';

/** Evidence is read by lawyers and authorities of the world: it is in English, as the reasons in the ledger are. */
const WORDS = Words.in('en');
/** Where the content of a sheet begins; a title stands above that of the first. */
const BELOW_HEAD = TOP + 42;
const BELOW_TITLE = TOP + 66;
/** Between the number of a sheet and how many there are. */
const OF = RIGHT - 34;

/**
 * A pack as PDF, in chunks as they come. Documents are drawn one by one and forgotten, so that five thousand take no more memory than
 * fifty; what is known at the end alone (the sums of the first sheet, how many sheets there are) is drawn at the end, in places that the
 * sheets refer to. The same pack gives the same bytes.
 */
export async function* evidencePdf(pack: EvidencePack, documents: AsyncIterable<EvidenceDocument>): AsyncGenerator<Uint8Array> {
  const pdf = openPdf({ title: printable(`Evidence: ${pack.title}`), subject: pack.name, tag: 'en', language: 'en', madeAt: pack.asOf });
  const chunks: Uint8Array[] = [];
  pdf.doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => { pdf.doc.on('end', resolve); pdf.doc.on('error', reject); });
  const [sums, count] = [pdf.later('Sums'), pdf.later('Count')];
  const totals = new Totals();
  const sheet = new Numbered(pack, ({ content, name }, isFirst) => { pdf.sheet(`${content}${isFirst ? 'q 1 0 0 -1 0 792 cm /Sums Do Q\n' : ''}q 1 0 0 -1 0 792 cm /Count Do Q\n`, name, isFirst ? [sums, count] : [count]); }, pdf.pens);

  // What it is about stands beside the sums where both fit the first sheet; of a pack about much, behind it.
  const fits = firstSheet(coverSections(pack, new Totals())).length === 1;
  sheet.draw({ runs: [], marks: [] }, 'Sums');
  const flow = new Flow({ firstTop: BELOW_HEAD, nextTop: BELOW_HEAD, bottom: BOTTOM });
  flow.add(pieces([...(fits ? [] : aboutSections(pack)), ...onceSections(pack)]));
  let number = 0;
  for await (const doc of documents) {
    totals.add(doc);
    flow.add(pieces([documentSection(doc, number += 1, pack.zone)]));
    for (const full of flow.full()) sheet.draw(full, doc.ref);
    // The bytes of full sheets come through Node's queue, which needs a turn; so do all others who share this thread.
    await turn();
    yield* chunks.splice(0);
  }
  for (const last of flow.finished()) sheet.draw(last);
  const [first = { runs: [], marks: [] }] = firstSheet(fits ? coverSections(pack, totals) : totalSections(pack, totals));
  sums.write(contentOf({ runs: [...titleRuns(pack), ...first.runs], marks: first.marks }, pdf.pens));
  count.write(contentOf({ runs: [{ x: OF, y: baseline(TOP, TYPE.body), face: 'bold', size: TYPE.body.size, text: `of ${sheet.count}` }], marks: [] }, pdf.pens));
  pdf.end();
  await ended;
  yield* chunks.splice(0);
}

function pieces(sections: readonly Section[]): Piece[] { return sections.flatMap((section) => sectionPieces(section, faces(), WORDS)); }

function firstSheet(sections: readonly Section[]): Sheet[] { return paginated(pieces(sections), { firstTop: BELOW_TITLE, nextTop: BELOW_HEAD, bottom: BOTTOM }); }

function titleRuns({ title }: EvidencePack): Run[] {
  const [line] = linesOf([{ face: 'bold', size: TYPE.longTitle.size, text: title }], ROOM, faces());
  return line ? placed([line], LEFT, TOP + 38, TYPE.longTitle) : [];
}

/** Sheets with their head: whose evidence it is, and "page x"; how many there are stands beside it once it is known. */
class Numbered {
  count = 0;
  private named: string | null = null;

  constructor(private readonly pack: EvidencePack, private readonly put: (sheet: { content: string; name?: string }, isFirst: boolean) => void, private readonly pens: Parameters<typeof contentOf>[1]) {}

  /** @param name  it can be chosen in the reader's list under it; once */
  draw(sheet: Sheet, name?: string): void {
    this.count += 1;
    const isNew = name !== undefined && name !== this.named;
    if (isNew) this.named = name;
    const { title, name: whole } = this.pack;
    const { bold, words } = faces();
    const number = `page ${this.count} `;
    const said = cut(bold.shown(`Evidence: ${title}`), OF - LEFT - 90);
    const runs: Run[] = [
      { x: LEFT, y: baseline(TOP, TYPE.body), face: 'bold', size: TYPE.body.size, text: said },
      { x: LEFT, y: baseline(TOP + 14, TYPE.row), face: 'words', size: 9, text: words.shown(whole) },
      { x: OF - bold.width(number, TYPE.body.size), y: baseline(TOP, TYPE.body), face: 'bold', size: TYPE.body.size, text: number },
    ];
    const marks: Sheet['marks'] = [{ kind: 'rule', x: LEFT, y: TOP + 30, width: ROOM, weight: LINE.sheet }];
    this.put({ content: contentOf({ runs: [...sheet.runs, ...runs], marks: [...sheet.marks, ...marks] }, this.pens), ...(isNew ? { name } : {}) }, this.count === 1);
  }
}

function cut(text: string, room: number): string {
  const { bold } = faces();
  let shown = text;
  while (shown.length > 1 && bold.width(shown, TYPE.body.size) > room) shown = `${shown.slice(0, -2)}…`;
  return shown;
}
