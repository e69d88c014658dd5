import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { SpaceCalendarService } from '../../modules/space/space-calendar.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

const secretForm = /^([\w-]{43})\.ics$/;

/** For calendar programs, which know no tokens: whoever knows the address may read. */
@ApiExcludeController()
@Controller('calendars')
export class CalendarController {
  constructor(
    private readonly calendars: SpaceCalendarService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get(':name')
  async read(@Param('name') name: string, @Res() reply: FastifyReply): Promise<void> {
    const [, secret] = secretForm.exec(name) ?? [];
    const text = secret === undefined ? null : await this.calendars.behind(this.unitOfWork.manager, secret);
    void reply.header('cache-control', 'private, no-cache').header('x-robots-tag', 'noindex');
    if (text === null)
      return void reply.status(404).type('text/plain; charset=utf-8').send('there is no such calendar\n');
    return void reply.type('text/calendar; charset=utf-8').send(text);
  }
}
