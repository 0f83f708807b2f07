import type { Feature, Image } from 'write-excel-file/node';
import { printable } from '../printable.js';
import { escaped } from './rows.js';

/** What a workbook says of itself: its title, and when it was made (ECMA-376 part 2, 11). */
export function propertiesOf({ title, madeAt }: { title: string; madeAt: Date }): Feature<Image['content']> {
  const hour = Number.isNaN(madeAt.getTime()) ? '' : `<dcterms:created xsi:type="dcterms:W3CDTF">${madeAt.toISOString().replace(/\.\d+Z$/, 'Z')}</dcterms:created>`;
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    + `<dc:title>${escaped(printable(title))}</dc:title>${hour}</cp:coreProperties>`;
  return { files: {
    transform: {
      '[Content_Types].xml': { insert: () => '<Override ContentType="application/vnd.openxmlformats-package.core-properties+xml" PartName="/docProps/core.xml"/>' },
      '_rels/.rels': { insert: () => '<Relationship Id="rId-properties-1" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>' },
    },
    write: { files: () => ({ 'docProps/core.xml': xml }) },
  } };
}
