import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { FileLinkService } from '../../modules/file/file-links.service.js';
import { nameInPath, nameInUrl, type FileLink } from '../../modules/file/signed-name.js';
import type { CachedDevice } from './cached-device.js';
import { PresenceService } from './presence.service.js';
import { refuse, type DeviceReply } from './reply.js';
import type { DeviceRequest } from './request.js';

const methods = new Set(['GET', 'HEAD']);

/** Files that devices fetch: by their signed name, or by the address in a command (Access PUSH 9.4.1). */
@Injectable()
export class FileAnswerHandler {
  constructor(
    private readonly links: FileLinkService,
    private readonly presence: PresenceService,
  ) {}

  /** The file that a request asks for: undefined if it asks for none, null if access is refused. */
  linkOf({ url = '', method = '' }: Pick<IncomingMessage, 'url' | 'method'>): FileLink | null | undefined {
    const name = methods.has(method) ? nameInPath(pathOf(url)) : null;
    return name === null ? undefined : this.links.open(name);
  }

  async answer(link: FileLink, known: CachedDevice): Promise<DeviceReply> {
    const file = link.sn === known.sn ? await this.links.find(link) : null;
    if (!file) return refuse(404, 'there is no such file');
    return { status: 200, text: '', file: { ...file, read: (from, to) => this.watched(known, file.read(from, to)) } };
  }

  /** A device that fetches a large file over a slow line does not poll meanwhile, but it is online. */
  private async *watched(known: CachedDevice, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      this.presence.touch(known);
      yield piece;
    }
  }

  /**
   * `GET /iclock/file?SN=&url=`: only the signed name in the address counts. The gateway fetches nothing from there.
   */
  byUrl({ query }: DeviceRequest, known: CachedDevice): Promise<DeviceReply> | DeviceReply {
    const name = nameInUrl(query.get('url') ?? '');
    const link = name === null ? null : this.links.open(name);
    return link ? this.answer(link, known) : refuse(403, 'not a file for this device');
  }
}

const pathOf = (url: string) => (url.includes('?') ? url.slice(0, url.indexOf('?')) : url);
