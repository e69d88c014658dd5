import { Headers, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Config } from '../../platform/config.js';
import { preferredLanguage } from '../../platform/http/accept-language.js';
import { CONFIG } from '../../platform/tokens.js';
import { EVENT_DOOR_STATUS, events } from '../../protocol/access-push/codes/events.js';
import { outcomeOf, outcomes, type Outcome } from '../../protocol/access-push/codes/outcomes.js';
import { eventLanguages, eventNameIn } from '../../protocol/access-push/words/event-names.js';
import { AdminResource, Read } from '../common/admin.js';
import { Shown } from '../common/fields.js';

class EventTypeView {
  @Shown('Event code (Access PUSH, appendix 2)') eventNo!: number;
  @Shown('0 normal, 1 warning, 2 alarm') level!: number;
  @Shown('What becomes of it', { enum: outcomes }) outcome!: Outcome;
  @Shown('Its name') name!: string;
}

class EventTypesView {
  @Shown('In the order of their codes', { type: [EventTypeView] }) items!: EventTypeView[];
}

/** Door states are told as states, never as events. */
const types = events.filter(({ code }) => code !== EVENT_DOOR_STATUS);

@AdminResource('event-types')
export class EventTypeController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Read('', 'Kinds of events, with names in the language of Accept-Language: en, es, pt, fr, zh or ar', {
    of: EventTypesView,
  })
  list(
    @Headers('accept-language') wanted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): EventTypesView {
    const language = preferredLanguage(wanted, eventLanguages, this.config.locale);
    void reply.header('content-language', language).header('vary', 'Accept-Language');
    return {
      items: types.map(({ code: eventNo, level }) => ({
        eventNo,
        level,
        outcome: outcomeOf(eventNo, level),
        name: eventNameIn(language, eventNo),
      })),
    };
  }
}
