import { Zip, ZipDeflate } from 'fflate';
import type { Cell, SheetWriter } from './sheet.js';

/** Rows of a sheet and characters of a cell that Excel opens. */
const mostRows = 1_048_576;
const longestCell = 32_767;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** XML has no place for these characters, however they are written. */
/* eslint-disable no-control-regex -- they are what is looked for */
const unwritable =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/* eslint-enable no-control-regex */
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

const escaped = (text: string): string =>
  text
    .slice(0, longestCell)
    .replace(unwritable, '\ufffd')
    .replace(/[&<>\r]/g, (sign) => signs[sign] ?? sign);

/** `A`, `B` … `Z`, `AA`: from 0. */
const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** Every text is a text: a cell of this kind is never calculated. */
function cellXml(cell: Cell, address: string): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${address}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/** @param number from 1 */
const rowXml = (row: readonly Cell[], number: number): string =>
  `<row r="${number}">${row.map((cell, column) => cellXml(cell, `${letters(column)}${number}`)).join('')}</row>`;

/** A workbook of as many sheets as the rows need, each with the headings. */
export class XlsxWriter implements SheetWriter {
  private readonly zip: Zip;
  private made: Uint8Array[] = [];
  private readonly sheets: string[] = [];
  private sheet: ZipDeflate | null = null;
  private headings: readonly Cell[] | null = null;
  private count = 0;

  /** @param rowsOfSheet less than Excel takes, for tests */
  constructor(private readonly rowsOfSheet = mostRows) {
    this.zip = new Zip((error, bytes) => {
      if (error) throw error;
      this.made.push(bytes);
    });
  }

  rows(rows: readonly (readonly Cell[])[]): Uint8Array {
    this.headings ??= rows[0] ?? [];
    let xml = '';
    for (const row of rows) {
      if (this.sheet === null || this.count >= this.rowsOfSheet) {
        this.push(xml);
        xml = this.nextSheet(row);
      }
      this.count++;
      xml += rowXml(row, this.count);
    }
    this.push(xml);
    return this.taken();
  }

  end(): Uint8Array {
    this.endSheet();
    for (const [name, text] of Object.entries(parts(this.sheets))) this.whole(name, text);
    this.zip.end();
    return this.taken();
  }

  /** @returns the headings, where the first row is not these already */
  private nextSheet(first: readonly Cell[]): string {
    this.endSheet();
    this.sheets.push(`sheet${this.sheets.length + 1}`);
    this.sheet = new ZipDeflate(`xl/worksheets/${this.sheets.at(-1) ?? ''}.xml`, { level: 1 });
    this.zip.add(this.sheet);
    this.push(`${head}<worksheet xmlns="${main}"><sheetData>`);
    this.count = 0;
    if (this.headings === null || first === this.headings) return '';
    this.count = 1;
    return rowXml(this.headings, 1);
  }

  private push(xml: string): void {
    if (xml !== '') this.sheet?.push(Buffer.from(xml));
  }

  private endSheet(): void {
    this.sheet?.push(Buffer.from('</sheetData></worksheet>'), true);
    this.sheet = null;
  }

  private whole(name: string, text: string): void {
    const part = new ZipDeflate(name);
    this.zip.add(part);
    part.push(Buffer.from(head + text), true);
  }

  private taken(): Uint8Array {
    const bytes = Buffer.concat(this.made);
    this.made = [];
    return bytes;
  }
}

/** What leads a reader to the sheets. */
function parts(sheets: readonly string[]): Readonly<Record<string, string>> {
  const each = (text: (name: string, number: number) => string) =>
    sheets.map((name, at) => text(name, at + 1)).join('');
  return {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${each(
      (_, number) => `<sheet name="${number}" sheetId="${number}" r:id="rId${number}"/>`,
    )}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships">${each(
      (name, number) =>
        `<Relationship Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/${name}.xml"/>`,
    )}</Relationships>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>${each(
      (name) => `<Override PartName="/xl/worksheets/${name}.xml" ContentType="${kind}.worksheet+xml"/>`,
    )}</Types>`,
  };
}
