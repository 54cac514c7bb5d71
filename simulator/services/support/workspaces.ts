import type { Azure } from '../../kernel/azure';
import { badRequest } from '../../kernel/http/errors';
import type { Answer } from '../../kernel/http/request';
import type { FileWorkspace } from './model';
import { idIn, supportKey, supportNotFound, type SupportScope } from './scope';
import { supportState } from './support-state';
import { isoSeconds } from './ticket-view';

/** Support data is kept for 18 months (swagger SupportTickets_Get). */
const KEPT = 548 * 86_400_000;

export function hasWorkspace(azure: Azure, scope: SupportScope, name: string): boolean {
  return supportState.of(azure.store).workspaces[supportKey(scope, 'fileWorkspaces', name)] !== undefined;
}

/** @throws ArmError 404 */
export function workspaceIn(azure: Azure, scope: SupportScope, name: string): FileWorkspace {
  const workspace = supportState.of(azure.store).workspaces[supportKey(scope, 'fileWorkspaces', name)];
  if (!workspace) throw supportNotFound(`The file workspace '${name}'`);
  return workspace;
}

/** A workspace without files; the one that is there when the name is taken. */
export function createWorkspace(azure: Azure, scope: SupportScope, name: string): FileWorkspace {
  const key = supportKey(scope, 'fileWorkspaces', name);
  const { workspaces } = supportState.of(azure.store);
  const there = workspaces[key];
  if (there) return there;
  const workspace = { key, id: idIn(scope, 'fileWorkspaces', name), name, createdAt: azure.clock.now(), files: [] };
  workspaces[key] = workspace;
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
