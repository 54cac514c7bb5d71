import { type Cell as XlsxCell, type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { cellText, type Cell, type Column, type ReportDocument, type Table } from './document';

/** What a cell of an Excel sheet can hold. */
const MAX_TEXT = 32_767;

const TIME = 'yyyy-mm-dd hh:mm:ss';
const WRAPPED: CellStyle = { alignment: { wrapText: true, vertical: 'top' } };
// A font without a name and a size is each program's own: LibreOffice takes one with serifs.
const FONT: NonNullable<CellStyle['font']> = { name: 'Calibri', size: 11 };
const BOLD: CellStyle = { font: { ...FONT, bold: true } };
const TITLE: CellStyle = { font: { ...FONT, bold: true, size: 16 } };
const HEADING: CellStyle = {
  font: { ...FONT, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EDF4' } },
};
// Not wrapped: it would make its row as tall as the first column is narrow.
const NOTE: CellStyle = { font: { ...FONT, italic: true } };
// Numbers stand beside their names, not at the far end of a wide column.
const FACT: CellStyle = { alignment: { ...WRAPPED.alignment, horizontal: 'left' } };

/** Cells beside each other; a style of their own beats that of their columns. */
interface Line {
  cells: Cell[];
  style?: CellStyle;
}

/** The document as an Excel workbook: a Summary sheet, then one sheet a table, headings frozen. */
export async function xlsx(document: ReportDocument): Promise<Uint8Array> {
  return writeXlsx({ sheets: [summarySheet(document), ...document.tables.map(tableSheet)] });
}

function summarySheet({ title, subtitle, verdict, facts, warnings, instructions }: ReportDocument): WriteSheet {
  const lines: Line[] = [
    { cells: [title], style: TITLE },
    { cells: [subtitle], style: {} },
    { cells: [] },
    { cells: ['Outcome', verdict.text] },
    ...facts.map(({ name, value }) => ({ cells: [name, value] })),
    { cells: [] },
    ...warnings.map((warning) => ({ cells: ['Note', warning] })),
    ...(instructions?.steps ?? []).map((step) => ({ cells: ['How to', step] })),
  ];
  const columns = [
    { width: 28, style: BOLD },
    { width: 90, style: FACT },
  ];
  return { name: 'Summary', columns, ...content(lines, FACT) };
}

function tableSheet({ title, columns, rows, totals, note }: Table): WriteSheet {
  const lines: Line[] = [
    { cells: columns.map((column) => column.title), style: HEADING },
    ...rows.map((cells) => ({ cells })),
    ...(totals?.rows ?? []).map((cells) => ({ cells, style: totalStyle(totals?.decimals) })),
    ...(note === undefined || rows.length === 0 ? [] : [{ cells: [] }, { cells: [note], style: NOTE }]),
  ];
  return { name: title, columns: columns.map(columnOf), freezePane: { rows: 1 }, ...content(lines) };
}

function columnOf({ width, decimals }: Column): { width: number; style: CellStyle } {
  return { width, style: decimals === undefined ? WRAPPED : { ...WRAPPED, numFmt: fixed(decimals) } };
}

function totalStyle(decimals: number | undefined): CellStyle {
  return { ...BOLD, border: { top: { style: 'thin' } }, ...(decimals === undefined ? {} : { numFmt: fixed(decimals) }) };
}

const fixed = (decimals: number) => `0.${'0'.repeat(decimals)}`;

/** Cells that look as their column does are written fastest; only the others are listed in `cells`. */
function content(lines: Line[], times = WRAPPED): Required<Pick<WriteSheet, 'rows' | 'cells'>> {
  const cells = new Map<string, Partial<XlsxCell>>();
  const rows = lines.map((line, row) =>
    line.cells.map((value, column) => {
      const style = value instanceof Date ? { ...times, ...line.style, numFmt: TIME } : line.style;
      if (style && value !== undefined) cells.set(`${row},${column}`, { style });
      return valueOf(value);
    }),
  );
  return { rows, cells };
}

// Never a formula: one is written only for a cell that says `formula`, whatever its text begins with.
function valueOf(value: Cell): CellValue {
  if (value === undefined) return null;
  return typeof value === 'number' || value instanceof Date ? value : cellText(value).slice(0, MAX_TEXT);
}
