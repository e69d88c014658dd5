import { Injectable } from '@nestjs/common';
import { SealedBox } from '../../platform/crypto/sealed-box.js';

interface Picture {
  readonly sn: string;
  readonly eventTime: string;
  readonly photoId: number | null;
}

/** With the second since 1970 after which it opens nothing, for what goes out of the house. */
const form = /^\d{14}-(\d{1,15})(?:-u(\d{1,12}))?-([\w-]{22})\.jpg$/;

/** Paths of pictures: device, time and number, with a signature that nobody can guess. */
@Injectable()
export class EventPhotoLinkService {
  constructor(private readonly sealedBox: SealedBox) {}

  /** Null if there is no picture. */
  path({ sn, eventTime, photoId }: Picture): string | null {
    if (photoId === null) return null;
    return pathOf(sn, `${digitsOf(eventTime)}-${photoId}-${this.sealedBox.sign(signed(sn, photoId))}`);
  }

  /** @param until the second since 1970 after which the path opens nothing */
  pathUntil({ sn, eventTime, photoId }: Picture & { readonly photoId: number }, until: number): string {
    const signature = this.sealedBox.sign(signed(sn, photoId, until));
    return pathOf(sn, `${digitsOf(eventTime)}-${photoId}-u${until}-${signature}`);
  }

  /** The picture's number, or null for a name that the gateway did not make, or whose time is over. */
  open(sn: string, file: string): number | null {
    const [, id = '', until, signature = ''] = form.exec(file) ?? [];
    if (id === '' || (until !== undefined && Number(until) * 1_000 < Date.now())) return null;
    const content = signed(sn, Number(id), until === undefined ? null : Number(until));
    return this.sealedBox.isSigned(content, signature) ? Number(id) : null;
  }
}

const digitsOf = (eventTime: string) => eventTime.replace(/\D/g, '');
const pathOf = (sn: string, name: string) => `/upload/event/photo/${encodeURIComponent(sn)}/${name}.jpg`;
const signed = (sn: string, photoId: number, until: number | null = null) =>
  `event photo ${sn} ${photoId}${until === null ? '' : ` until ${until}`}`;
