import { Controller, Get, Header, NotFoundException, Req, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LeaveImageService } from './leave-image.service.js';

/**
 * Pictures of applications for leave, under the path that uploadLeaveImage answers. The token hook requires a token.
 */
@ApiExcludeController()
@Controller('fileresource/att/leave/image')
export class LeaveImageController {
  constructor(
    private readonly images: LeaveImageService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get(':day/:file')
  @Header('Cache-Control', 'private, max-age=300')
  async get(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const image = await this.images.find(this.unitOfWork.manager, request.url.replace(/[?#].*$/, ''));
    if (!image) throw new NotFoundException();
    return new StreamableFile(image, { type: 'image/jpeg' });
  }
}
