import type { Azure } from '../../kernel/azure';
import { badRequest } from '../../kernel/http/errors';
import type { Answer, ArmRequest } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import { onFileAttached } from './engineer/events';
import type { AttachedFile, FileWorkspace } from './model';
import { supportNotFound, type SupportScope } from './scope';
import { invalidSupportRequest } from './ticket-request';
import { isoSeconds } from './ticket-view';
import { workspaceIn } from './workspaces';

/** Bounds in bytes (swagger FileDetailsProperties: 5 MB a file, 2.5 MB a chunk, two chunks). */
const MAX_FILE = 5 * 1024 * 1024;
const MAX_CHUNK = MAX_FILE / 2;
const MAX_CHUNKS = 2;

function view(workspace: FileWorkspace, file: AttachedFile): Record<string, unknown> {
  const { name, createdAt, fileSize, chunkSize, numberOfChunks } = file;
  return {
    id: `${workspace.id}/files/${name}`,
    name,
    type: 'Microsoft.Support/files',
    properties: { createdOn: isoSeconds(createdAt), fileSize, chunkSize, numberOfChunks },
  };
}

/** @throws ArmError 404 */
function fileIn(workspace: FileWorkspace, name: string): AttachedFile {
  const file = workspace.files.find((one) => keyOf(one.name) === keyOf(name));
  if (!file) throw supportNotFound(`The file '${name}' of the file workspace '${workspace.name}'`);
  return file;
}

function readSizes(request: ArmRequest): Pick<AttachedFile, 'fileSize' | 'chunkSize' | 'numberOfChunks'> {
  const properties = ((request.body ?? {}) as { properties?: Record<string, unknown> }).properties ?? {};
  const problems: { target: string; message: string }[] = [];
  const read = (name: string, max: number): number => {
    const value = properties[name];
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) return value;
    problems.push({ target: `properties.${name}`, message: `must be a whole number from 1 to ${max}` });
    return 1;
  };
  const sizes = {
    fileSize: read('fileSize', MAX_FILE),
    chunkSize: read('chunkSize', MAX_CHUNK),
    numberOfChunks: read('numberOfChunks', MAX_CHUNKS),
  };
  if (problems.length === 0 && Math.ceil(sizes.fileSize / sizes.chunkSize) !== sizes.numberOfChunks)
    problems.push({
      target: 'properties.numberOfChunks',
      message: `must be ${Math.ceil(sizes.fileSize / sizes.chunkSize)} for ${sizes.fileSize} bytes in chunks of ${sizes.chunkSize}`,
    });
  if (problems.length > 0) throw invalidSupportRequest(problems);
  return sizes;
}

export function listFiles(azure: Azure, scope: SupportScope, workspaceName: string): Answer {
  const workspace = workspaceIn(azure, scope, workspaceName);
  return { status: 200, body: { value: workspace.files.map((one) => view(workspace, one)) } };
}

export function getFile(azure: Azure, scope: SupportScope, workspaceName: string, name: string): Answer {
  const workspace = workspaceIn(azure, scope, workspaceName);
  return { status: 200, body: view(workspace, fileIn(workspace, name)) };
}

/** PUT announces a file: 201. Its content follows in chunks; the same name again begins anew. @throws ArmError 400 */
export function putFile(azure: Azure, request: ArmRequest, scope: SupportScope, workspaceName: string, name: string): Answer {
  const workspace = workspaceIn(azure, scope, workspaceName);
  const there = workspace.files.find((one) => keyOf(one.name) === keyOf(name));
  const before = there?.completedAt === undefined ? there?.before : { chunks: there.chunks, completedAt: there.completedAt };
  const file: AttachedFile = {
    name,
    createdAt: azure.clock.now(),
    ...readSizes(request),
    chunks: [],
    ...(before ? { before } : {}),
  };
  workspace.files = [...workspace.files.filter((one) => keyOf(one.name) !== keyOf(name)), file];
  return { status: 201, body: view(workspace, file) };
}

/** Bytes of the chunk with this index. */
function sizeOfChunk({ fileSize, chunkSize, numberOfChunks }: AttachedFile, index: number): number {
  return index < numberOfChunks - 1 ? chunkSize : fileSize - chunkSize * (numberOfChunks - 1);
}

/**
 * POST upload: 204. Chunks come in order; the last one that came may come again, as after a lost answer.
 * @throws ArmError 400 for content that is no base64 or of another size, and for a chunk out of turn
 */
export function uploadChunk(azure: Azure, request: ArmRequest, scope: SupportScope, workspaceName: string, name: string): Answer {
  const workspace = workspaceIn(azure, scope, workspaceName);
  const file = fileIn(workspace, name);
  const { content, chunkIndex } = (request.body ?? {}) as Record<string, unknown>;
  if (typeof content !== 'string' || Buffer.from(content, 'base64').toString('base64') !== content)
    throw invalidSupportRequest([{ target: 'content', message: 'must be the chunk in base64' }]);
  if (typeof chunkIndex === 'number' && file.chunks[chunkIndex] === content) return { status: 204 };
  const next = file.chunks.length;
  if (next === file.numberOfChunks)
    throw badRequest('FileAlreadyUploaded', `The file '${name}' is complete: put it again to replace it.`);
  if (chunkIndex !== next)
    throw invalidSupportRequest([{ target: 'chunkIndex', message: `must be ${next}: chunks are uploaded in order` }]);
  const bytes = Buffer.byteLength(content, 'base64');
  const expected = sizeOfChunk(file, next);
  if (bytes !== expected)
    throw invalidSupportRequest([{ target: 'content', message: `must be ${expected} bytes in chunk ${next}, not ${bytes}` }]);
  file.chunks.push(content);
  if (file.chunks.length === file.numberOfChunks) {
    file.completedAt = azure.clock.now();
    delete file.before;
    onFileAttached(azure.store, workspace, azure.clock.now());
  }
  return { status: 204 };
}
