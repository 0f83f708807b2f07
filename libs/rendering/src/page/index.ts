import type { DocumentModel } from '../model.js';
import type { RenderingContext } from '../types.js';
import { firstScreen } from './first-screen.js';
import { footer } from './footer.js';
import { headline } from './headline.js';
import type { Page } from './page.js';
import { tableSections } from './tables.js';

/** Model and context in reading order: what is asked, the totals, hazardous goods, the rest, the fine print. */
export function pageOf(model: DocumentModel, context: RenderingContext): Page {
  return {
    title: `${model.title} (${model.set})`,
    version: `v${context.version}${context.replaces === null ? '' : ` replaces ${context.replaces}`}`,
    ref: context.ref,
    sections: [...firstScreen(model, context), headline(model, context), ...tableSections(model), footer(context)],
  };
}
