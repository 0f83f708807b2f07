import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { fold, type Reading } from './reading.js';

const BLOCKS = new Set(['div', 'td', 'th', 'tr', 'table', 'br', 'p', 'body', 'title']);

/** What a browser would show: tags gone, entities read, a block or a break apart from its neighbour. */
export function readHtml(bytes: Uint8Array): Reading {
  const written: string[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if (node.nodeName === '#text') written.push((node as DefaultTreeAdapterTypes.TextNode).value);
    if (!('childNodes' in node) || node.nodeName === 'style') return;
    const block = BLOCKS.has(node.nodeName);
    if (block) written.push('\n');
    node.childNodes.forEach(walk);
    if (block) written.push('\n');
  };
  walk(parse(Buffer.from(bytes).toString('utf8')));
  return { form: 'html', folded: fold(written.join('')), rows: null };
}
