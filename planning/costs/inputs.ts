import type { BadRow } from '../../contracts/processes/assessment';
import type { UsageLine } from '../../contracts/azure/usage';
import { ExportError, isObject, parseJson } from '../inventory/exports';
import { csvRows } from './csv-rows';
import { CONSUMPTION, CSV_FORMATS, neededColumns, placesIn, plain, type UsageFormat } from './usage-columns';
import { lineOf } from './usage-row';

/** What an exported file of usage holds. */
interface UsageExport {
  /** Which export it is, as a person calls it. */
  format: string;
  lines: UsageLine[];
  /** Rows that cannot be counted; they are not in `lines`. */
  badRows: BadRow[];
  /** What else is not in `lines`, a sentence each. */
  caveats: string[];
}

/** The header of the EA portal's file stands in line 3 or so; nobody's stands further down than this. */
const HEADER_WITHIN = 60;

/**
 * Reads usage that was exported: the EA portal's "download usage" (2017), an actual cost export of Cost Management, or usage details of
 * Microsoft.Consumption as JSON. A bad row is left out and told, with its line in a CSV file and its path in JSON.
 * @param file its name, for the bad rows
 * @throws ExportError for another tool's format, with the columns that were expected and those that were found
 */
export function readUsage(text: string, file: string): UsageExport {
  const content = text.replace(/^\uFEFF/, '');
  return /^\s*[[{]/.test(content) ? readJson(content, file) : readCsv(content, file);
}

function readCsv(text: string, file: string): UsageExport {
  const { format, places, headerLine, columns, delimiter } = headerOf(text);
  const records = csvRows(text, { delimiter, from_line: headerLine + 1 });
  const charge =
    format.chargeType === undefined ? -1 : columns.findIndex((name) => plain(name) === plain(format.chargeType ?? ''));
  const taken = new Taken(format, file);
  for (const { line, cells } of records) {
    if (cells.length < columns.length) {
      taken.refuse(
        {
          message: `it has ${cells.length} columns of ${columns.length}`,
          fix: 'Export the file again: the row is cut off, or a quote is missing.',
        },
        line,
      );
      continue;
    }
    taken.take((part) => cells[places.get(part) ?? -1], cells[charge], { line });
  }
  return taken.result();
}

/** Finds the line with the columns, whatever stands before it and whatever parts them. */
function headerOf(text: string) {
  const head = text.split('\n', HEADER_WITHIN).join('\n');
  for (const delimiter of [',', ';', '\t'])
    for (const { line, cells } of csvRows(head, { delimiter, lenient: true }))
      for (const format of CSV_FORMATS) {
        const places = placesIn(cells, format);
        if (places) return { format, places, headerLine: line, columns: cells, delimiter };
      }
  const found = csvRows(head, { delimiter: ',', lenient: true }).reduce<string[]>(
    (most, { cells }) => (cells.length > most.length ? cells : most),
    [],
  );
  throw otherFormat(CSV_FORMATS, found);
}

function readJson(text: string, file: string): UsageExport {
  const json = parseJson(text, 'export it again');
  const rows = Array.isArray(json) ? json : isObject(json) && Array.isArray(json.value) ? (json.value as unknown[]) : undefined;
  const prefix = Array.isArray(json) ? '' : '/value';
  const first = flat(rows?.[0]);
  const isEmpty = rows?.length === 0;
  if (!rows || (!isEmpty && !placesIn(Object.keys(first), CONSUMPTION)))
    throw otherFormat([CONSUMPTION], Object.keys(rows ? first : flat(json)));
  const taken = new Taken(CONSUMPTION, file);
  rows.forEach((row, nth) => {
    const cells = flat(row);
    const names = Object.keys(cells);
    const places = placesIn(names, CONSUMPTION) ?? new Map<keyof UsageLine, number>();
    taken.take((part) => cells[names[places.get(part) ?? -1] ?? ''], cells[CONSUMPTION.chargeType ?? ''], {
      path: `${prefix}/${nth}`,
    });
  });
  if (isObject(json) && typeof json.nextLink === 'string' && json.nextLink !== '')
    taken.caveats.push(`${file} is one page of several: it names a next one, which is not in it.`);
  return taken.result();
}

/** Sorts rows into lines and bad rows. */
class Taken {
  readonly caveats: string[] = [];
  private readonly lines: UsageLine[] = [];
  private readonly badRows: BadRow[] = [];
  private others = 0;

  constructor(
    private readonly format: UsageFormat,
    private readonly file: string,
  ) {}

  take(cell: (part: keyof UsageLine) => unknown, charge: unknown, at: { line?: number; path?: string }): void {
    if (typeof charge === 'string' && charge !== '' && charge.toLowerCase() !== 'usage') {
      this.others += 1;
      return;
    }
    const line = lineOf(cell);
    if ('fix' in line)
      this.refuse({ ...line, message: at.path === undefined ? line.message : `${at.path}: ${line.message}` }, at.line);
    else this.lines.push(line);
  }

  refuse({ message, fix }: { message: string; fix: string }, line?: number): void {
    this.badRows.push({ source: this.file, ...(line === undefined ? {} : { line }), message, fix });
  }

  result(): UsageExport {
    const { lines, badRows, caveats, others } = this;
    if (others > 0) caveats.push(`${this.file}: ${others} rows are purchases, refunds or taxes, not usage, and left out.`);
    return { format: this.format.name, lines, badRows, caveats };
  }
}

function otherFormat(formats: UsageFormat[], found: string[]): ExportError {
  const expected = formats.map((format) => `${format.name} has ${neededColumns(format)}`).join('; ');
  const columns = found.map((name) => name.trim()).filter((name) => name !== '');
  return new ExportError([
    {
      path: '',
      message: `this is no export of usage with prices that can be read: ${expected}; found ${columns.length > 0 ? columns.slice(0, 40).join(', ') : 'no columns'}`,
    },
  ]);
}

/** A usage detail with its properties and its meter's beside one another. */
function flat(row: unknown): Record<string, unknown> {
  if (!isObject(row)) return {};
  const properties = isObject(row.properties) ? row.properties : row;
  return { ...(isObject(properties.meterDetails) ? properties.meterDetails : {}), ...properties };
}
