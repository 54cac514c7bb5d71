import type { Azure } from '../../../kernel/azure';
import type { Answer } from '../../../kernel/http/request';
import { notFound, xmlAnswer } from '../errors';
import type { ValidationMessage } from '../messages';
import { maybe, node, root, text } from '../xml';

/** GET /{subscription}/operations/{id}: always 200, the outcome in the body. @throws ClassicError 404 */
export function operationView(azure: Azure, id: string): Answer {
  const operation = azure.store.operations.get(id);
  if (operation?.kind !== 'classicMigration') throw notFound(`The operation request ID ${id} was not found.`);
  const status = { running: 'InProgress', succeeded: 'Succeeded', failed: 'Failed' }[operation.state];
  const { failure } = operation;
  return xmlAnswer(
    200,
    root(
      'Operation',
      text('ID', id),
      text('Status', status),
      ...(operation.state === 'running' ? [] : [text('HttpStatusCode', failure?.status ?? 200)]),
      ...(operation.state === 'failed' && failure
        ? [node('Error', text('Code', failure.error.code), text('Message', failure.error.message))]
        : []),
    ),
  );
}

export function validationView(messages: ValidationMessage[]): string {
  return root(
    'ValidationMessages',
    ...messages.map(({ resourceType, resourceName, category, message, virtualMachine }) =>
      node(
        'ValidationMessage',
        text('ResourceType', resourceType),
        text('ResourceName', resourceName),
        text('Category', category),
        text('Message', message),
        maybe('VirtualMachine', virtualMachine),
      ),
    ),
  );
}
