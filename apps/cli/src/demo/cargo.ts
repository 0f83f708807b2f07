import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#common';
import { recast } from './recast.js';
import type { Handed } from './reckoning.js';
import { CALLS, CARRIER, storyTime, TERMINALS, TURNS, type SceneCall, type Site } from './scene.js';

export interface Consignment {
  /** ms after the story's beginning, on the wall */
  at: number;
  from: Site;
  to: Site;
  x12: Buffer;
  documents: Handed[];
}

/** A dossier is what belongs together and goes in this order: an original and its amendment, a plan and the plan that replaces it. */
interface Dossier { set: string; files: readonly string[]; from: 'carrier' | 'terminal'; copies: number; onlyUs?: boolean }

const DOSSIERS: readonly Dossier[] = [
  { set: '309', files: ['309/original-hazmat', '309/amendment'], from: 'carrier', copies: 2, onlyUs: true },
  { set: '309', files: ['309/original-hazmat'], from: 'carrier', copies: 3, onlyUs: true },
  { set: '310', files: ['310/original'], from: 'carrier', copies: 7 },
  { set: '310', files: ['310/replacement-hazmat'], from: 'carrier', copies: 2 },
  { set: '324', files: ['324/stow-plan-hazmat', '324/stow-plan-final'], from: 'carrier', copies: 1 },
  { set: '301', files: ['301/booking'], from: 'carrier', copies: 11 },
  { set: '301', files: ['301/booking-hazmat-changed'], from: 'carrier', copies: 2 },
  { set: '315', files: ['315/two-events'], from: 'carrier', copies: 4 },
  { set: '322', files: ['322/gate-in'], from: 'terminal', copies: 4 },
  { set: '322', files: ['322/discharge'], from: 'terminal', copies: 4 },
  { set: '315', files: ['315/discharged'], from: 'terminal', copies: 2 },
];

/** Everything that is handed in during the story, in the order it is: the same each time. */
export function loadCargo(): Consignment[] {
  const folder = join(projectRoot(), 'test/fixtures/x12');
  const templates = new Map<string, string>();
  const template = (name: string) => {
    const known = templates.get(name) ?? readFileSync(join(folder, `${name}.edi`), 'utf8');
    templates.set(name, known);
    return known;
  };
  let serial = 1_000;
  const controls = new Map<string, number>();
  const next = () => (serial += 1);
  const consignments: Consignment[] = [];
  for (const [call, dossier] of dossiersByCall()) {
    const quay = TERMINALS.find((site) => site.code === call.terminal)!;
    const [from, to] = dossier.from === 'carrier' ? [CARRIER, quay] : [quay, CARRIER];
    const numbers = new Map<string, string>();
    const begins = Math.floor(spread(next()) * (TURNS.lastDocument - 6_000 * (dossier.files.length - 1)));
    dossier.files.forEach((file, step) => {
      const at = begins + step * 6_000;
      const control = (controls.get(from.code) ?? 4_700) + 1;
      controls.set(from.code, control);
      consignments.push({ at, from, to, ...recast({ template: template(file), sender: from, receiver: to, call, quay, control, at: storyTime(at), numbers, next }) });
    });
  }
  return consignments.sort((a, b) => a.at - b.at);
}

function dossiersByCall(): [SceneCall, Dossier][] {
  return CALLS.flatMap((call) => DOSSIERS
    .filter((dossier) => call.sets.includes(dossier.set) && (!dossier.onlyUs || call.terminal.startsWith('US')))
    .flatMap((dossier) => Array.from({ length: dossier.copies }, (): [SceneCall, Dossier] => [call, dossier])));
}

/** Even, and without a pattern one could see: the golden ratio's steps. */
const spread = (n: number) => (n * 0.618_033_988_75) % 1;
