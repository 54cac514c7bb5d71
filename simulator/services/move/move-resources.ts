import type { ArmErrorBody } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { badRequest, invalidContent, notImplemented } from '../../kernel/http/errors';
import { type Answer, type ArmRequest, objectBody } from '../../kernel/http/request';
import { groupId, keyOf, parseId, rebase } from '../../kernel/ids';
import { acceptedJob, jobName, underEffects } from '../../kernel/operations';
import type { Service } from '../../kernel/service';
import { applyMove, moveWork, type MoveWork } from '../../kernel/state/apply-move';
import type { Operation } from '../../kernel/state/model';
import { releaseGroup } from '../../kernel/state/release-group';
import { authorize } from '../access-control/authorize';
import { deniedBy } from '../arm/scopes/policy';
import { assertNotInMigration } from '../classic/arm-guards';
import { moveFacts } from './facts';
import type { MoveRequest } from './model';
import { judgeMove, type MoveVerdict } from './rules';

/** Two resources took 215 to 218 s in three recordings; more take longer. Virtual seconds. */
const MOVE_SECONDS = 214;
const MOVE_SECONDS_PER_RESOURCE = 2;
const VALIDATION_SECONDS = 30;
/** Azure gives a move four hours, then lets go of the groups with whatever has moved by then. */
const MOST_SECONDS = 4 * 3600;

function readRequest(request: ArmRequest, subscriptionId: string, group: string): MoveRequest {
  const { resources, targetResourceGroup, ...unknown } = objectBody(request);
  const extra = Object.keys(unknown)[0];
  if (extra !== undefined)
    throw invalidContent(`Could not find member '${extra}' on object of type 'ResourceBatchMoveParameters'`);
  if (!Array.isArray(resources) || resources.some((id) => typeof id !== 'string'))
    throw invalidContent("Required property 'resources' expects a list of resource ids");
  if (typeof targetResourceGroup !== 'string') throw invalidContent("Required property 'targetResourceGroup' not found in JSON");
  const target = parseId(targetResourceGroup);
  if (target?.subscriptionId === undefined || target.resourceGroup === undefined || target.providers.length > 0) {
    throw badRequest(
      'InvalidTargetResourceGroup',
      `The target resource group '${targetResourceGroup}' is not the id of a resource group.`,
    );
  }
  return {
    source: { subscriptionId, resourceGroup: group },
    target: { subscriptionId: target.subscriptionId, resourceGroup: target.resourceGroup },
    resources: [...new Map((resources as string[]).map((id) => [keyOf(id), id])).values()],
  };
}

/** What a policy of the target has against the resources arriving there; told by the poll, like the providers' refusals. */
function policyRefusal(azure: Azure, move: MoveRequest): ArmErrorBody | undefined {
  const details = move.resources.flatMap((id) => {
    const resource = azure.store.find(id)?.resource;
    const arriving = resource && {
      ...resource,
      id: rebase(resource.id, groupId(move.target.subscriptionId, move.target.resourceGroup)),
    };
    const denied = arriving && deniedBy(azure, arriving);
    return denied ? [{ ...denied, target: id }] : [];
  });
  if (details.length === 0) return undefined;
  return {
    code: 'ResourceMovePolicyValidationFailed',
    message: 'Resource move policy validation failed. Please see details.',
    details,
  };
}

/** Classic resources go to another group one cloud service at a time, by rules of their own. @throws ArmError 501 */
function assertModelled(azure: Azure, move: MoveRequest, verdict: MoveVerdict): void {
  const classic = move.resources.find((id) => /^microsoft\.classic/i.test(azure.store.find(id)?.resource.type ?? ''));
  if (verdict.async === undefined && classic !== undefined) throw notImplemented(`moving the classic resource ${classic}`);
}

function begin(azure: Azure, request: ArmRequest, kind: 'move' | 'validateMove', move: MoveRequest): Answer {
  const source = azure.store.group(move.source.subscriptionId, move.source.resourceGroup);
  const target = azure.store.group(move.target.subscriptionId, move.target.resourceGroup);
  const verdict = judgeMove(moveFacts(azure, request.apiVersion), move);
  if (verdict.sync) throw verdict.sync;
  if (!source || !target) throw new Error('a move was accepted for a group that does not exist');
  authorize(azure, request.caller, 'Microsoft.Resources/subscriptions/resourceGroups/write', target.id);
  for (const id of move.resources) assertNotInMigration(azure, id);
  assertModelled(azure, move, verdict);
  const policy = policyRefusal(azure, move);
  const refusal = verdict.async ?? (policy && { status: 409, body: policy });
  const planned =
    kind === 'validateMove' || refusal
      ? VALIDATION_SECONDS
      : Math.min(MOST_SECONDS, MOVE_SECONDS + MOVE_SECONDS_PER_RESOURCE * move.resources.length);
  const startedAt = azure.clock.now();
  const plain: Operation = {
    id: jobName(kind === 'move' ? 'RESOURCEBATCHMOVEJOB' : 'RESOURCEBATCHVALIDATEMOVEJOB', source.name, source.location),
    kind,
    subscriptionId: source.subscriptionId,
    startedAt,
    state: 'running',
    successStatus: 204,
    work: { sourceGroup: keyOf(source.id), targetGroup: keyOf(target.id), resources: move.resources } satisfies MoveWork,
  };
  const operation = refusal
    ? { ...plain, dueAt: startedAt + planned * 1000, failure: { status: refusal.status, error: refusal.body } }
    : withEnding(request, plain, planned);
  azure.begin(operation);
  if (kind === 'move') for (const group of [source, target]) group.busy.push({ operation: operation.id, doing: 'moving' });
  return acceptedJob(azure, request, operation);
}

/** Partial results and time-outs, which only moves have. */
function withEnding(request: ArmRequest, plain: Operation, planned: number): Operation {
  const { partial, neverEnds } = request.effects;
  const dueAt = plain.startedAt + planned * 1000;
  const work = moveWork(plain);
  if (work && partial) {
    return {
      ...plain,
      dueAt,
      work: { ...work, partial: partial.count } satisfies MoveWork,
      failure: { status: 409, error: { code: partial.code, message: partial.message } },
    };
  }
  if (work && neverEnds) {
    const error = {
      code: 'ResourceMoveTimedOut',
      message:
        'The move did not end within 4 hours. Some resources may have moved and some not: look at both resource groups. The groups are not locked any more.',
    };
    return {
      ...plain,
      dueAt: plain.startedAt + MOST_SECONDS * 1000,
      work: { ...work, partial: Math.floor(work.resources.length / 2) } satisfies MoveWork,
      failure: { status: 409, error },
    };
  }
  return underEffects(request, plain, planned);
}

/** POST …/moveResources: 202, then both groups are locked until the job has ended. */
export function moveResources(azure: Azure, request: ArmRequest, subscriptionId: string, group: string): Answer {
  return begin(azure, request, 'move', readRequest(request, subscriptionId, group));
}

/** POST …/validateMoveResources: 202 even for what will fail; nothing is changed. */
export function validateMoveResources(azure: Azure, request: ArmRequest, subscriptionId: string, group: string): Answer {
  return begin(azure, request, 'validateMove', readRequest(request, subscriptionId, group));
}

function completeMove({ store }: Azure, operation: Operation): void {
  const work = moveWork(operation);
  if (!work) return;
  const going = operation.failure ? work.resources.slice(0, work.partial ?? 0) : work.resources;
  applyMove(store, work.sourceGroup, work.targetGroup, going, operation.dueAt as number);
  for (const key of [work.sourceGroup, work.targetGroup]) releaseGroup(store, key, operation);
}

export const completeMoves: NonNullable<Service['complete']> = { move: completeMove, validateMove: () => undefined };
