import writeXlsxFile, { type Cell as XlsxCell, type Sheet } from 'write-excel-file/node';
import { cellText, type Cell, type Column, type ReportDocument, type Table } from './document';

const DATE_FORMAT = 'yyyy-mm-dd hh:mm:ss';
/** What a cell of an Excel sheet can hold. */
const MAX_TEXT = 32_767;

/** The document as an Excel workbook: a Summary sheet, then one sheet a table, headings frozen. */
export async function xlsx(document: ReportDocument): Promise<Buffer> {
  const sheets: Sheet<Buffer>[] = [summarySheet(document), ...document.tables.map(tableSheet)];
  return writeXlsxFile(sheets).toBuffer();
}

function summarySheet({ title, subtitle, verdict, facts, warnings, instructions }: ReportDocument): Sheet<Buffer> {
  return {
    sheet: 'Summary',
    columns: [{ width: 28 }, { width: 90 }],
    data: [
      [{ value: title, fontWeight: 'bold', fontSize: 16 }],
      [text(subtitle)],
      [],
      [{ value: 'Outcome', fontWeight: 'bold' }, text(verdict.text)],
      ...facts.map(({ name, value }) => [{ value: name, fontWeight: 'bold' as const }, cell(value)]),
      [],
      ...warnings.map((warning) => [{ value: 'Note', fontWeight: 'bold' as const }, text(warning)]),
      ...(instructions?.steps ?? []).map((step) => [{ value: 'How to', fontWeight: 'bold' as const }, text(step)]),
    ],
  };
}

function tableSheet(table: Table): Sheet<Buffer> {
  return {
    sheet: table.title,
    stickyRowsCount: 1,
    columns: table.columns.map(({ width }) => ({ width })),
    data: [
      table.columns.map(heading),
      ...table.rows.map((row) => row.map((value, index) => cell(value, table.columns[index]))),
      ...(table.totals?.rows ?? []).map((row) => row.map((value) => total(value, table.totals))),
      ...(table.note === undefined || table.rows.length === 0 ? [] : [[], [note(table.note)]]),
    ],
  };
}

function heading(column: Column): XlsxCell {
  return { value: column.title, fontWeight: 'bold', backgroundColor: '#e8edf4' };
}

function cell(value: Cell, { decimals }: Pick<Column, 'decimals'> = {}): XlsxCell {
  if (value === undefined) return null;
  if (value instanceof Date) return { value, type: Date, format: DATE_FORMAT };
  if (typeof value !== 'number') return text(cellText(value));
  return { value, type: Number, ...(decimals === undefined ? {} : { format: `0.${'0'.repeat(decimals)}` }) };
}

function total(value: Cell, totals: Table['totals']): XlsxCell {
  const plain = cell(value, totals);
  return plain === null ? null : { ...(plain as object), fontWeight: 'bold', topBorderStyle: 'thin' };
}

// Not wrapped: it would make its row as tall as the first column is narrow.
function note(value: string): XlsxCell {
  return { value, type: String, fontStyle: 'italic' };
}

// Always typed as text: a name that begins with "=" must not become a formula.
function text(value: string): XlsxCell {
  return { value: value.slice(0, MAX_TEXT), type: String, wrap: true, alignVertical: 'top' };
}
