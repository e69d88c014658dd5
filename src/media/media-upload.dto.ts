import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Failure } from '../errors.js';
import { isMultipart, readForm } from '../http/multipart.js';
import type { KeptMedia, MediaService } from './media.service.js';

export interface UploadedMedia {
  readonly name: string;
  readonly kept: KeptMedia;
}

const noFile = () =>
  new Failure('invalid', 'File is required', { errors: [{ field: 'File', message: 'File is required' }] });

/**
 * Keeps the file of a request: of a form, or the body itself.
 * @param asked the name that stands in the query
 * @throws Failure mediaFormat, tooLarge, invalid where file or name are missing
 */
export async function takeUpload(
  media: MediaService,
  request: FastifyRequest,
  asked: string | undefined,
): Promise<UploadedMedia> {
  const { name, kept } = await taken(media, request);
  try {
    return { name: media.checkedName(name ?? asked ?? ''), kept };
  } catch (error) {
    await media.drop(kept);
    throw error;
  }
}

async function taken(media: MediaService, { headers, body }: FastifyRequest) {
  const source = body as Readable | undefined;
  if (!source) throw noFile();
  const label = headers['content-type'] ?? '';
  if (!isMultipart(label)) return { name: undefined, kept: await media.keep('body', source) };
  const form = await readForm(label, source, (file) => media.keep(file.name, file.content));
  if (!form.taken) throw noFile();
  return { name: form.fields.get('medianame') ?? form.fields.get('name'), kept: form.taken };
}
