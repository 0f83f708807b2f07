import { Resvg } from '@resvg/resvg-js';
import { faceFile } from '../writers/pdf/dejavu.js';

/** A picture as PNG, twice as fine as its units, so that it may be printed. Its words are set in the faces of the PDFs: no face of the machine is asked. */
export function pngOf(svg: string, scale = 2): Uint8Array {
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale }, background: '#fff',
    font: { loadSystemFonts: false, fontFiles: [faceFile('words'), faceFile('bold')], defaultFontFamily: 'DejaVu Sans Condensed' },
  });
  return drawing.render().asPng();
}
