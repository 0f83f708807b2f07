import { it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { renderDocument } from './render-document.js';
import { CONTEXT, DELIMITERS, MANIFEST } from './samples.js';
it('look', () => {
  const r = renderDocument({ setBytes: Buffer.from(MANIFEST), delimiters: DELIMITERS, context: CONTEXT });
  writeFileSync('/tmp/rd/m.html', r.html); console.log(r.subject + '\n' + r.text);
  for (const f of ['apim-4010-301-2', 'apim-file-004010_310', 'apim-4010-315-2', 'apim-4010-322-1']) {
    const t = readFileSync(`/work/shared/corpus/${f}.x12`, 'utf8'); const s = t.slice(t.search(/ST\*3/), t.search(/GE\*/)).trim();
    const x = renderDocument({ setBytes: Buffer.from(s), delimiters: DELIMITERS, context: { ...CONTEXT, set: s.slice(3, 6), phone: null, possibleDuplicate: f.includes('315') } });
    writeFileSync(`/tmp/rd/${f}.html`, x.html); console.log(x.subject + '\n' + x.text);
  }
});
