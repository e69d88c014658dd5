import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { ServedFile } from './served-file.js';
import { readSignedName, signedName, type FileLink } from './signed-name.js';

/** The owner of the files of one kind: returns the file with that id for that device, or null if there is none. */
export type FileSource = (tx: EntityManager, id: string, sn: string) => Promise<ServedFile | null>;

/**
 * Files that devices fetch (firmware, photos, screen media) are at `/iclock/file/<signed name>` on the devices'
 * listener (docs/rules.md 5). A feature that has files calls `serve(kind, source)` once and gives devices the path of
 * each.
 */
@Injectable()
export class FileLinkService {
  private readonly sources = new Map<string, FileSource>();

  constructor(
    private readonly sealedBox: SealedBox,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  serve(kind: string, source: FileSource): void {
    this.sources.set(kind, source);
  }

  /**
   * The path of a file, valid for 24 hours and for one device.
   * @param called the file name that the device sees, such as `emfw.cfg`: some devices check the end of an address
   */
  path(link: FileLink, called = ''): string {
    const name = signedName(this.sealedBox, link, steadyMs());
    return `/iclock/file/${name}${called === '' ? '' : `/${encodeURIComponent(called)}`}`;
  }

  /** The file of a name; null if the name is not one of ours or too old. */
  open(name: string): FileLink | null {
    return readSignedName(this.sealedBox, name, steadyMs());
  }

  find({ kind, id, sn }: FileLink): Promise<ServedFile | null> {
    return this.sources.get(kind)?.(this.unitOfWork.manager, id, sn) ?? Promise.resolve(null);
  }
}
