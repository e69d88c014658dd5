import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { sendFile } from '../file/send-file.js';
import { MediaService } from './media.service.js';

/** Media under the path that `adMedia/get` names. The 128 random bits of the name are the authorisation. */
@ApiExcludeController()
@Controller('att/picture')
export class MediaFileController {
  constructor(
    private readonly media: MediaService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get(':file')
  async get(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [, name, suffix] = /^([0-9a-f]{32})\.(\w{2,5})$/.exec(file) ?? [];
    const served = name && suffix ? await this.media.atPath(this.unitOfWork.manager, name, suffix) : null;
    if (!served) throw new NotFoundException();
    reply.hijack();
    // The type was determined by content, so a browser must not guess another one.
    reply.raw.setHeader('x-content-type-options', 'nosniff');
    reply.raw.setHeader('cache-control', 'private, max-age=300');
    sendFile(request.raw, reply.raw, served);
  }
}
