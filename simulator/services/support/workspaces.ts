import type { Azure } from '../../azure';
import { badRequest } from '../../kernel/errors';
import type { Answer } from '../../kernel/http';
import type { FileWorkspace } from './model';
import { idIn, supportKey, supportNotFound, type SupportScope } from './scope';
import { isoSeconds } from './ticket-view';

/** Support data is kept for 18 months (swagger SupportTickets_Get). */
const KEPT = 548 * 86_400_000;

export function hasWorkspace(azure: Azure, scope: SupportScope, name: string): boolean {
  return azure.store.support.workspaces.has(supportKey(scope, 'fileWorkspaces', name));
}

/** @throws ArmError 404 */
export function workspaceIn(azure: Azure, scope: SupportScope, name: string): FileWorkspace {
  const workspace = azure.store.support.workspaces.get(supportKey(scope, 'fileWorkspaces', name));
  if (!workspace) throw supportNotFound(`The file workspace '${name}'`);
  return workspace;
}

/** A workspace without files; the one that is there when the name is taken. */
export function createWorkspace(azure: Azure, scope: SupportScope, name: string): FileWorkspace {
  const key = supportKey(scope, 'fileWorkspaces', name);
  const { workspaces } = azure.store.support;
  const there = workspaces.get(key);
  if (there) return there;
  const workspace = { key, id: idIn(scope, 'fileWorkspaces', name), name, createdAt: azure.clock.now(), files: [] };
  workspaces.set(key, workspace);
  return workspace;
}

function view(workspace: FileWorkspace): Record<string, unknown> {
  return {
    id: workspace.id,
    name: workspace.name,
    type: 'Microsoft.Support/fileWorkspaces',
    properties: { createdOn: isoSeconds(workspace.createdAt), expirationTime: isoSeconds(workspace.createdAt + KEPT) },
  };
}

/** PUT: 201 however often. @throws ArmError 400 for a name with other characters than letters, digits, `-`, `_` and `.` */
export function putWorkspace(azure: Azure, scope: SupportScope, name: string): Answer {
  if (!/^[\w.-]{1,255}$/.test(name))
    throw badRequest(
      'InvalidResourceName',
      `The name '${name}' of a file workspace must be 1 to 255 letters, digits, '-', '_' and '.'.`,
    );
  return { status: 201, body: view(createWorkspace(azure, scope, name)) };
}

export function getWorkspace(azure: Azure, scope: SupportScope, name: string): Answer {
  return { status: 200, body: view(workspaceIn(azure, scope, name)) };
}
