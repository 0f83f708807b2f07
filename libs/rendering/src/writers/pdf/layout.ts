import type { Page } from '../../page/page.js';
import type { Words } from '../../words/words.js';
import type { Faces } from './face.js';
import { headsOf } from './heads.js';
import { BOTTOM } from './paper.js';
import { paginated } from './paginate.js';
import type { Piece, Sheet } from './piece.js';
import { sectionPieces } from './section.js';

/**
 * A page as sheets of placed text: all that is needed to count them, to check them, and to draw them.
 *
 * @param behind what stands below its sections and is no section: the contents of a folder
 */
export function sheetsOf(page: Page, faces: Faces, words: Words, behind: readonly Piece[] = []): Sheet[] {
  const heads = headsOf(page, faces, words);
  const pieces = [...page.sections.flatMap((section) => sectionPieces(section, faces, words)), ...behind];
  const sheets = paginated(pieces, { firstTop: heads.firstTop, nextTop: heads.nextTop, bottom: BOTTOM });
  for (const [at, sheet] of sheets.entries()) heads.onto(sheet, at + 1, sheets.length);
  return sheets;
}
