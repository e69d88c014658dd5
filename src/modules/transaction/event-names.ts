import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { EventPhotoLinkService } from './event-photo-links.js';
import type { StoredEvent } from './stored-event.js';
import { verifyModeName } from '../../protocol/access-push/codes/verify.js';
import { wordsOf } from '../../protocol/access-push/words/languages.js';
import { eventName, type Words } from '../../protocol/access-push/words/words.js';

/** Events are stored as numbers. Their names are made when they are read, in the language of the installation. */
@Injectable()
export class EventNameService {
  private readonly words: Words;

  constructor(
    @Inject(CONFIG) { locale }: Config,
    private readonly links: EventPhotoLinkService,
  ) {
    this.words = wordsOf(locale);
  }

  event(eventNo: number): string {
    return eventName(this.words, eventNo);
  }

  /** The name of a punch without a device, for which a person applied. */
  appliedPunch(): string {
    return this.words.appliedPunch;
  }

  verifyMode(verifyType: string, eventNo: number): string {
    return verifyModeName(verifyType, eventNo, this.words);
  }

  /** The path of an event's picture; null without one. */
  photoPath(event: StoredEvent): string | null {
    return this.links.path(event);
  }

  /** The name of the reader that an event was stored with; if no reader is involved, the vendor's word for that. */
  reader(name: string): string {
    return name === '' || name === noReader ? this.words.other : name;
  }
}

/** As it is stored. */
const noReader = 'Other';
