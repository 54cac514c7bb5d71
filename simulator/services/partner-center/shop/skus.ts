/** What the catalogue consists of. Shapes: learn.microsoft.com/partner-center/developer/product-resources. */

export type Kind = 'azurePlan' | 'reservation' | 'software' | 'saas';

export interface Product {
  id: string;
  title: string;
  description: string;
  kind: Kind;
  /** Second level of the product's type. */
  subType?: string;
  publisher: string;
}

export interface Sku {
  id: string;
  productId: string;
  title: string;
  description: string;
  kind: Kind;
  largest: number;
  isTrial: boolean;
  billingCycles: readonly string[];
  prerequisites: readonly string[];
  /** ISO 8601 durations; none for what is bought once and for all. */
  terms: readonly string[];
  attributes: Readonly<Record<string, unknown>>;
}
