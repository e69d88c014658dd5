import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Failure } from '../../platform/errors.js';
import { isMultipart, readForm } from '../../platform/http/multipart.js';
import type { ReceivedMedia, MediaService } from './media.service.js';

export interface UploadedMedia {
  readonly name: string;
  readonly kept: ReceivedMedia;
}

const noFile = () =>
  new Failure('invalid', 'File is required', {
    errors: [{ field: 'File', code: 'missing', message: 'File is required' }],
  });

/**
 * Stores the file of a request: from a form, or the body itself.
 * @param query the name of the name parameter, and its value
 * @throws Failure mediaFormat, tooLarge, invalid if file or name is missing
 */
export async function takeUpload(
  media: MediaService,
  request: FastifyRequest,
  query: { readonly field: 'name' | 'mediaName'; readonly name: string | undefined },
): Promise<UploadedMedia> {
  const { form, kept } = await taken(media, request);
  const { field, name } = named(form) ?? query;
  try {
    return { name: media.checkedName(name ?? '', field), kept };
  } catch (error) {
    await media.drop(kept);
    throw error;
  }
}

async function taken(media: MediaService, { headers, body }: FastifyRequest) {
  const source = body as Readable | undefined;
  if (!source) throw noFile();
  const label = headers['content-type'] ?? '';
  if (!isMultipart(label)) return { form: new Map<string, string>(), kept: await media.keep('body', source) };
  const form = await readForm(label, source, (file) => media.keep(file.name, file.content));
  if (!form.taken) throw noFile();
  return { form: form.fields, kept: form.taken };
}

/** The name in a form, in either spelling. */
function named(form: ReadonlyMap<string, string>) {
  const mediaName = form.get('medianame');
  if (mediaName !== undefined) return { field: 'mediaName', name: mediaName };
  const name = form.get('name');
  return name === undefined ? null : { field: 'name', name };
}
