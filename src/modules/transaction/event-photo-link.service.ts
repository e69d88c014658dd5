import { Injectable } from '@nestjs/common';
import { SealedBox } from '../../platform/crypto/sealed-box.js';

interface Picture {
  readonly sn: string;
  readonly eventTime: string;
  readonly photoId: number | null;
}

const form = /^\d{14}-(\d{1,15})-([\w-]{22})\.jpg$/;

/** Paths of pictures: device, time and number, with a signature that nobody can guess. */
@Injectable()
export class EventPhotoLinkService {
  constructor(private readonly sealedBox: SealedBox) {}

  /** Null if there is no picture. */
  path({ sn, eventTime, photoId }: Picture): string | null {
    if (photoId === null) return null;
    const name = `${eventTime.replace(/\D/g, '')}-${photoId}-${this.sealedBox.sign(signed(sn, photoId))}`;
    return `/upload/event/photo/${encodeURIComponent(sn)}/${name}.jpg`;
  }

  /** The picture's number, or null for a name that the gateway did not make. */
  open(sn: string, file: string): number | null {
    const [, id = '', signature = ''] = form.exec(file) ?? [];
    return id !== '' && this.sealedBox.isSigned(signed(sn, Number(id)), signature) ? Number(id) : null;
  }
}

const signed = (sn: string, photoId: number) => `event photo ${sn} ${photoId}`;
