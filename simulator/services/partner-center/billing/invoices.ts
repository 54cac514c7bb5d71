import type { Answer } from '../../../kernel/http/request';
import { collection, link, ok } from '../api/answers';
import { type Fields, param, type PartnerCall, queryOf, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { findInvoice, type Invoice, invoicesOf } from './books';
import { estimateLinks } from './estimates';
import { lineItems } from './line-items';

/** Shapes: learn.microsoft.com/partner-center/developer/invoice-resources. */

const MONEY = { currencyCode: 'USD', currencySymbol: '$' };
const NEVER = '0001-01-01T00:00:00';
const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

const KINDS: Record<Invoice['type'], { provider: string; path: string }> = {
  Recurring: { provider: 'office', path: 'Office' },
  OneTime: { provider: 'one_time', path: 'OneTime' },
};

function detail({ id, type }: Invoice, kind: 'billing' | 'usage', provider: string, path: string): Fields {
  const lines = kind === 'billing' ? 'BillingLineItems' : 'UsageLineItems';
  return {
    invoiceLineItemType: `${kind}_line_items`,
    billingProvider: provider,
    links: { self: link(`/invoices/${type}-${id}/lineitems/${path}/${lines}`) },
    attributes: { objectType: 'InvoiceDetail' },
  };
}

function detailsOf(invoice: Invoice): Fields[] {
  const { provider, path } = KINDS[invoice.type];
  const usage =
    invoice.type === 'OneTime'
      ? detail(invoice, 'usage', 'marketplace', 'Marketplace')
      : detail(invoice, 'usage', 'azure', 'Azure');
  return [detail(invoice, 'billing', provider, path), usage];
}

function amendmentsOf(invoice: Invoice): Fields {
  const { amendment, id, type } = invoice;
  if (!amendment) return {};
  return {
    amendments: [
      {
        id: amendment.id,
        invoiceDate: iso(amendment.issuedAt),
        totalCharges: amendment.total,
        paidAmount: 0,
        ...MONEY,
        invoiceDetails: [
          {
            invoiceLineItemType: 'billing_line_items',
            billingProvider: KINDS[type].provider,
            attributes: { objectType: 'InvoiceDetail' },
          },
        ],
        documentType: 'adjustment_note',
        amendsOf: id,
        invoiceType: type,
        attributes: { objectType: 'Invoice' },
      },
    ],
  };
}

function view(invoice: Invoice): Fields {
  const { id, type, receiptId } = invoice;
  return {
    id,
    invoiceDate: iso(invoice.issuedAt),
    billingPeriodStartDate: iso(invoice.period.from),
    billingPeriodEndDate: iso(invoice.period.until - 86_400_000),
    totalCharges: invoice.total,
    paidAmount: invoice.paid,
    ...MONEY,
    pdfDownloadLink: `/invoices/${id}/documents/statement`,
    taxReceipts: [{ id: receiptId, taxReceiptPdfDownloadLink: `/invoices/${id}/receipts/${receiptId}/documents/statement` }],
    invoiceDetails: detailsOf(invoice),
    ...amendmentsOf(invoice),
    documentType: 'invoice',
    invoiceType: type,
    links: { self: link(`/invoices/${type}-${id}`) },
    attributes: { objectType: 'Invoice' },
  };
}

function own(call: PartnerCall): Invoice[] {
  return invoicesOf(call.azure.store, call.partner, call.azure.clock.now());
}

function numberNamed(call: PartnerCall, name: string, usual: number): number {
  const value = Number(queryOf(call, name) ?? usual);
  if (!Number.isInteger(value) || value < 0 || value > 2000) throw refusal(3000, `${name} is a whole number from 0 to 2000`);
  return value;
}

/** Pages by size and offset, as invoices do it. @throws PartnerError 3000 for a size or an offset that is no number */
function list(call: PartnerCall): Answer {
  const size = numberNamed(call, 'size', 200) || 200;
  const offset = numberNamed(call, 'offset', 0);
  const all = own(call);
  const items = all.slice(offset, offset + size).map(view);
  const self = link(`/invoices?size=${size}&offset=${offset}`);
  const next = offset + size < all.length ? { next: link(`/invoices?size=${size}&offset=${offset + size}`) } : {};
  return ok({ totalCount: items.length, items, links: { self, ...next }, attributes: { objectType: 'Collection' } });
}

function invoiceNamed(call: PartnerCall): Invoice {
  const id = param(call, 'invoice');
  const found = findInvoice(call.azure.store, call.partner, call.azure.clock.now(), id);
  if (!found) throw refusal(1000, `no invoice ${id}`);
  return found;
}

function summaryOf(invoices: readonly Invoice[]): Fields {
  const paid = invoices.filter((one) => one.paid > 0);
  const dates = invoices.map((one) => one.issuedAt);
  return {
    balanceAmount: Number(invoices.reduce((sum, one) => sum + one.total - one.paid, 0).toFixed(2)),
    ...MONEY,
    accountingDate: dates.length === 0 ? NEVER : iso(Math.max(...dates)),
    firstInvoiceCreationDate: dates.length === 0 ? NEVER : iso(Math.min(...dates)),
    lastPaymentDate: paid.length === 0 ? NEVER : iso(Math.max(...paid.map((one) => one.issuedAt))),
    lastPaymentAmount: paid[0]?.paid ?? 0,
    latestInvoiceDate: dates.length === 0 ? NEVER : iso(Math.max(...dates)),
  };
}

/** One for each currency; partners of the simulator pay in US dollars. */
function summaries(call: PartnerCall): Answer {
  const all = own(call);
  const details = (['Recurring', 'OneTime'] as const).map((invoiceType) => ({
    invoiceType,
    summary: { ...summaryOf(all.filter((one) => one.type === invoiceType)), attributes: { objectType: 'InvoiceSummary' } },
  }));
  const summary = {
    ...summaryOf(all),
    details,
    links: { self: link('/invoices/summary') },
    attributes: { objectType: 'InvoiceSummary' },
  };
  return collection([summary], '/invoices/summaries');
}

/** The smallest document that a reader of PDF opens, with a line of text. */
function pdf(text: string, name: string): Answer {
  const content = `BT /F1 12 Tf 72 720 Td (${text.replace(/[()\\]/g, '')}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
  ];
  const body = objects.map((one, at) => `${at + 1} 0 obj${one}endobj\n`).join('');
  return {
    status: 200,
    body: `%PDF-1.4\n${body}trailer<</Root 1 0 R/Size 5>>\n%%EOF`,
    headers: { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename=${name}.pdf` },
  };
}

function statement(call: PartnerCall): Answer {
  const { id, total } = invoiceNamed(call);
  return pdf(`Invoice ${id}: ${total} USD`, id);
}

function receipt(call: PartnerCall): Answer {
  const { id, receiptId } = invoiceNamed(call);
  if (param(call, 'receipt') !== receiptId) throw refusal(1000, `invoice ${id} has no receipt ${param(call, 'receipt')}`);
  return pdf(`Tax receipt ${receiptId} of invoice ${id}`, `E-Tax-${receiptId}`);
}

export const INVOICES: readonly Route[] = [
  ['GET', '/v1/invoices', list],
  ['GET', '/v1/invoices/summaries', summaries],
  ['GET', '/v1/invoices/summary', (call) => ok({ ...summaryOf(own(call)), attributes: { objectType: 'InvoiceSummary' } })],
  ['GET', '/v1/invoices/estimates/links', estimateLinks],
  ['GET', '/v1/invoices/{invoice}', (call) => ok(view(invoiceNamed(call)))],
  ['GET', '/v1/invoices/{invoice}/documents/statement', statement],
  ['GET', '/v1/invoices/{invoice}/receipts/{receipt}/documents/statement', receipt],
  ['GET', '/v1/invoices/{invoice}/lineitems', lineItems],
  ['GET', '/v1/invoices/{invoice}/lineitems/{provider}/{kind}', lineItems],
];
