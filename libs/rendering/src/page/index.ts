import { changesBetween } from '../changes/changes.js';
import type { DocumentModel } from '../model.js';
import type { RenderingContext } from '../types.js';
import { titleOf } from '../words/titles.js';
import type { Words } from '../words/words.js';
import { firstScreen } from './first-screen.js';
import { footer } from './footer.js';
import { headline } from './headline.js';
import type { Page } from './page.js';
import { changedSection, hazmatSection, tableSections } from './tables.js';

/**
 * Model and context in reading order: what is asked, the totals, hazardous goods, what changed, the rest, the fine print.
 *
 * @param earlier the version it replaces, in the same language; null where there is none or it is not at hand
 */
export function pageOf(model: DocumentModel, context: RenderingContext, words: Words, earlier: DocumentModel | null): Page {
  const changes = earlier ? changesBetween(earlier, model, words) : null;
  const sections = [
    ...firstScreen(model, context, words), headline(model, context, words, changes?.length ?? null), hazmatSection(model, words),
    changes ? changedSection(changes, context.replaces ?? '', words) : null, ...tableSections(model, words), footer(context, words),
  ];
  return {
    set: model.set,
    title: `${titleOf(model.set, words)} (${model.set})`,
    version: context.replaces === null ? words.say('version', context.version) : words.say('versionReplaces', context.version, context.replaces),
    ref: context.ref,
    vessel: [context.vessel.name, context.vessel.voyage ?? ''].filter((part) => part !== '').join('  '),
    sections: sections.filter((section) => section !== null),
  };
}
