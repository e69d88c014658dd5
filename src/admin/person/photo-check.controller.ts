import { Body } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { photoFaults } from '../../modules/person/photo-quality.js';
import { picturesAs } from '../../platform/http/body-parser.js';
import { TakesPictures } from '../../platform/openapi/picture-bodies.js';
import { Action, AdminResource } from '../common/admin.js';
import { PhotoBody, PhotoCheckView } from './bio-template.dto.js';

/** Photos without a person. */
@AdminResource('persons')
export class PhotoCheckController {
  @Action('photo-check', 'Look whether devices can use a photo; nothing is kept. A JPEG or PNG may be the body', {
    of: PhotoCheckView,
  })
  @RouteConfig(picturesAs('photo'))
  @TakesPictures('image/jpeg', 'image/png')
  async check(@Body() { photo }: PhotoBody): Promise<PhotoCheckView> {
    return { faults: await photoFaults(photo) };
  }
}
