import type { Azure } from '../../kernel/azure';
import type { ArmRequest } from '../../kernel/http/request';

/** One request to RDFE. */
export interface ClassicCall {
  azure: Azure;
  request: ArmRequest;
  subscriptionId: string;
  /** The path below the subscription, unescaped: `/services/hostedservices/shop`. */
  path: string;
  /** Body of the request. */
  text: string;
}
