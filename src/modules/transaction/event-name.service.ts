import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { EventPhotoLinkService } from './event-photo-link.service.js';
import type { StoredEvent } from './stored-event.js';
import { verifyModeName } from '../../protocol/access-push/codes/verify.js';
import { wordsOf } from '../../protocol/access-push/words/languages.js';
import { serverWordsOf } from '../../protocol/access-push/words/server-words.js';
import { eventName, type Words } from '../../protocol/access-push/words/words.js';

/** What the numbers of an event are called. */
export class EventNames {
  constructor(
    private readonly words: Words,
    private readonly links: EventPhotoLinkService,
  ) {}

  event(eventNo: number): string {
    return eventName(this.words, eventNo);
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

/**
 * Events are stored as numbers. Their names are made when they are read, in the language of the installation. The
 * protocol and the vendor's server have different names for the same numbers.
 */
@Injectable()
export class EventNameService {
  readonly protocol: EventNames;
  readonly server: EventNames;

  constructor(@Inject(CONFIG) { locale }: Config, links: EventPhotoLinkService) {
    const words = wordsOf(locale);
    this.protocol = new EventNames(words, links);
    this.server = new EventNames(serverWordsOf(locale, words), links);
  }
}

/** As it is stored. */
const noReader = 'Other';
