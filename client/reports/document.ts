/** A report on its way to a file: what it says, free of the file's format. */
export interface ReportDocument {
  title: string;
  /** One sentence under the title. */
  subtitle: string;
  /** How it ended, in a word or two, and how that is to be felt. */
  verdict: { text: string; tone: Tone };
  /** The summary: name and value. */
  facts: { name: string; value: Cell }[];
  /** Sentences the reader must not miss, e.g. what a person has to put back. */
  warnings: string[];
  /** The first one is the table that a .csv file holds. */
  tables: Table[];
  /** What the reader can do with it, a sentence or a command each; for the formats that are read and not processed. */
  instructions?: { title: string; steps: string[] };
  /** What the .json file holds. */
  data: unknown;
}

export interface Table {
  title: string;
  /** How to read it, a sentence or two. */
  note?: string;
  columns: Column[];
  rows: Cell[][];
  /** Stand under the rows, and are neither searched nor sorted. */
  totals?: { rows: Cell[][]; decimals: number };
  /** Drawn above the table, which says the same in words. */
  picture?: Picture;
}

/** A picture of what needs what. How it is drawn is the format's affair. */
export interface Picture {
  /** What is to be seen, a sentence. */
  description: string;
  /** One without a name is drawn without a frame. */
  groups: { name: string; nodes: PictureNode[] }[];
  /** `[who needs, what is needed]`, by the nodes' ids. */
  edges: [string, string][];
}

export interface PictureNode {
  id: string;
  label: string;
  /** The line under the label. */
  detail: string;
  tone: Tone;
}

export type Tone = 'good' | 'mixed' | 'bad';

export interface Column {
  title: string;
  /** Characters a spreadsheet column is wide. */
  width: number;
  /** `outcome` cells are words that are coloured by their meaning; `id` cells are ARM ids and may break anywhere. */
  kind?: 'text' | 'number' | 'time' | 'outcome' | 'id';
  /** Places after the point that are always shown. */
  decimals?: number;
  /** Left off paper, which is not wide enough for all; the other formats have it. */
  isOffPaper?: boolean;
}

/** Times are Date. */
export type Cell = string | number | Date | undefined;

/** A column beside what a row has in it. */
export interface FilledColumn<Row> extends Column {
  cell: (row: Row) => Cell;
}

export function tableOf<Row>(
  about: Omit<Table, 'columns' | 'rows'>,
  rows: readonly Row[],
  filled: readonly FilledColumn<Row>[],
): Table {
  const columns = filled.map(({ cell: _, ...column }): Column => column);
  return { ...about, columns, rows: rows.map((row) => filled.map(({ cell }) => cell(row))) };
}

/** ISO 8601 → Date; undefined stays undefined. */
export function time(iso: string | undefined): Date | undefined {
  return iso === undefined ? undefined : new Date(iso);
}

/** `2026-11-23 08:05:11 UTC`: sorts as text, says its zone. */
export function timeText(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export function cellText(cell: Cell, decimals?: number): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number' && decimals !== undefined) return cell.toFixed(decimals);
  return cell instanceof Date ? timeText(cell) : String(cell);
}

/** `USD 1,234.50` */
export function moneyText(amount: number, currency: string): string {
  return `${currency} ${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
