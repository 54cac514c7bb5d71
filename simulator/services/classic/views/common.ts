import { normalLocation } from '../../providers/locations';
import { classicGroup } from '../arm-ids';
import type { Kind, Units } from '../model';
import { node, text } from '../xml';

/** A time to the second, the form in which RDFE writes them. */
export function time(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The place in ARM, in the form recorded for services and storage accounts. */
export function extendedProperties(kind: Kind, unit: Units[Kind]): string {
  const property = (name: string, value: string) => node('ExtendedProperty', text('Name', name), text('Value', value));
  return node(
    'ExtendedProperties',
    property('ResourceGroup', classicGroup(kind, unit)),
    property('ResourceLocation', normalLocation(unit.location)),
  );
}

/** Links lead to Azure's own address whatever the address one came by, as recorded. */
export function url(subscriptionId: string, path: string): string {
  return text('Url', `https://management.core.windows.net/${subscriptionId}/${path}`);
}
