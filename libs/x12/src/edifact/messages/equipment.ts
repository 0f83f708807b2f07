import { kilograms } from '../../facts/weight.js';
import type { FactsDraft } from '../../facts/facts-draft.js';
import type { EdifactSegment } from '../edifact-segment.js';

/** 8169: 4 is empty; 5, 7 and 8 are full in one way or another. @source UN/EDIFACT code list 8169 */
const LOAD_EMPTY: Record<string, 'L' | 'E'> = { '4': 'E', '5': 'L', '7': 'L', '8': 'L' };
/** What of a container is weighed (6311, or 6313 where 6311 only says that something is), the better the higher. Tare and the like count for nothing. */
const RANK: Record<string, number> = { VGM: 3, G: 2, WT: 1 };
const KG_PER_TONNE = 1000;

/**
 * The container that is open: its number, its one weight and its dangerous goods. In a bay plan the weight may come
 * before the number, so it is held until then.
 */
export class Equipment {
  /** an EQD was read, of a container or of anything else: what follows is about it and not about the call */
  isOpen = false;
  /** what is weighed now: the container that is open, the one a cell will name, or nothing that is indexed */
  private weighing: 'container' | 'next' | null = null;
  private counted = 0;
  private rank = 0;
  private held: { kg: number; rank: number } | null = null;

  constructor(private readonly draft: FactsDraft) {}

  /** A new stowage cell: what follows is about the container that will be named. */
  cell(): void {
    this.draft.leaveContainer();
    this.isOpen = false;
    this.weighing = 'next';
    this.held = null;
  }

  /** EQD. Anything but a container (a chassis, break bulk) closes the one before. */
  open(eqd: EdifactSegment): void {
    const { held, draft } = this;
    this.cell();
    draft.leavePlace();
    this.isOpen = true;
    this.weighing = eqd.part(1) === 'CN' ? 'container' : null;
    if (this.weighing === null) return;
    this.counted = 0;
    this.rank = 0;
    draft.container('', eqd.part(2), undefined, null, 'EQD 8260');
    // C224: 8155 is the size and type; a sender that has only words for it puts them in 8154.
    draft.sizeType(eqd.part(3) || eqd.part(3, 4));
    draft.loadEmpty(LOAD_EMPTY[eqd.part(6)]);
    if (held) this.weigh(held.kg, held.rank);
  }

  /** MEA: verified gross mass before gross weight before the plan's weight; they are one weight, not three to add. */
  measured(mea: EdifactSegment): void {
    const rank = RANK[mea.part(2)] ?? RANK[mea.part(1)] ?? 0;
    const kg = kilogramsOf(mea.part(3, 2), mea.part(3));
    if (rank === 0 || kg === null) return;
    if (this.weighing === 'container') this.weigh(kg, rank);
    else if (this.weighing === 'next' && rank > (this.held?.rank ?? 0)) this.held = { kg, rank };
  }

  private weigh(kg: number, rank: number): void {
    if (rank <= this.rank) return;
    this.draft.addWeight(kg - this.counted);
    this.counted = kg;
    this.rank = rank;
  }
}

/** 6411 names the unit. The decimal mark may be a comma, whatever UNA says. */
function kilogramsOf(value: string, unit: string): number | null {
  const number = value.replace(',', '.');
  if (unit === 'KGM') return kilograms(number, 'K');
  if (unit === 'LBR') return kilograms(number, 'L');
  const tonnes = unit === 'TNE' || unit === 'TON' ? kilograms(number, 'K') : null;
  return tonnes === null ? null : Math.round(Number(number) * KG_PER_TONNE * 10) / 10;
}
