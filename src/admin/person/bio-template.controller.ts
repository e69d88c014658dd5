import { Body, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { BioTemplateService } from '../../modules/bioTemplate/bio-template.service.js';
import { BroughtTemplateService } from '../../modules/bioTemplate/brought-template.service.js';
import { ReportedTemplateService } from '../../modules/bioTemplate/reported-template.service.js';
import { picturesAs } from '../../platform/http/body-parser.js';
import { TakesPictures } from '../../platform/openapi/picture-bodies.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { IdentityCardService } from '../../modules/person/identity-card.service.js';
import { PersonService } from '../../modules/person/person.service.js';
import { readPhoto } from '../../modules/person/photo.js';
import { isKnown, photoTag, ThumbnailService } from '../../modules/person/thumbnail.service.js';
import {
  BioTemplatesView,
  broughtOf,
  cardFields,
  IdentityCardView,
  PhotoBody,
  PhotoQuery,
  TemplateBody,
  TemplateRemovalQuery,
  TemplatesBody,
  TemplatesQuery,
  toTemplateView,
} from './bio-template.dto.js';
import { Action, AdminResource, Create, Read, Remove, Replace } from '../common/admin.js';
import { checkTemplate } from '../fleet/template-check.js';
import { invalidField, namingFields } from '../common/invalid.js';

/** A person's templates and photo. */
@AdminResource('persons/:pin')
export class AdminBioTemplateController {
  constructor(
    private readonly templates: BioTemplateService,
    private readonly brought: BroughtTemplateService,
    private readonly reported: ReportedTemplateService,
    private readonly persons: PersonService,
    private readonly cards: IdentityCardService,
    private readonly thumbnails: ThumbnailService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('templates', 'Templates and comparison photos of a person, without their contents', { of: BioTemplatesView })
  list(@Param('pin') pin: string, @Query() query: TemplatesQuery): Promise<BioTemplatesView> {
    return this.view(this.unitOfWork.manager, pin, query);
  }

  @Create('templates', 'Add or edit a template: devices of the same algorithm get it', { of: BioTemplatesView })
  add(
    @Param('pin') pin: string,
    @Body() body: TemplateBody,
    @CurrentCaller() caller: Caller,
  ): Promise<BioTemplatesView> {
    const template = broughtOf(body);
    checkTemplate(template);
    return this.audited.run(caller, async (tx) => {
      const fields = { invalid: 'template', templateExists: 'template' } as const;
      await namingFields(fields, this.brought.save(tx, pin, template));
      return this.view(tx, pin);
    });
  }

  @Replace('templates', 'These templates and no others: what else there is goes first, here and on devices', {
    of: BioTemplatesView,
  })
  replace(
    @Param('pin') pin: string,
    @Body() { items }: TemplatesBody,
    @CurrentCaller() caller: Caller,
  ): Promise<BioTemplatesView> {
    const templates = items.map(broughtOf);
    templates.forEach((one, place) => checkTemplate(one, `items.${place}.`));
    return this.audited.run(caller, async (tx) => {
      await namingFields({ invalid: 'items', templateExists: 'items' }, this.brought.replace(tx, pin, templates));
      return this.view(tx, pin);
    });
  }

  @Remove('templates', 'Take all templates of a type or of one part of the body away, or all that there are')
  async removeSome(
    @Param('pin') pin: string,
    @Query() { bioType, no, all }: TemplateRemovalQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    // A path whose end is missing must not delete everything.
    if (bioType === undefined && (no !== undefined || all === undefined))
      throw invalidField('bioType', 'or all is needed', 'missing');
    await this.audited.run(caller, (tx) => this.brought.remove(tx, pin, { bioType, no }));
  }

  @Remove('templates/:id', 'Take a template away, here and from every device')
  async remove(@Param('pin') pin: string, @Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.templates.remove(tx, pin, id));
  }

  @Action('templates/import', 'Take over all templates that devices reported for this pin and that were kept aside', {
    of: BioTemplatesView,
  })
  import(@Param('pin') pin: string, @CurrentCaller() caller: Caller): Promise<BioTemplatesView> {
    return this.audited.run(caller, async (tx) => {
      await this.persons.hold(tx, pin);
      await this.reported.adopt(tx, pin, null, true);
      return this.view(tx, pin);
    });
  }

  @Read('photo', 'The photo as JPEG, whole or as a square of `size`; where there is none, the one a device took')
  async photo(
    @Param('pin') pin: string,
    @Query() { size }: PhotoQuery,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const tx = this.unitOfWork.manager;
    const { id, photoName } = await this.persons.known(tx, pin);
    const own = photoName === null ? null : await this.persons.photo(tx, photoName);
    const photo = own ?? (await this.templates.facePhoto(tx, id));
    if (!photo) throw new Failure('notFound', `person ${pin} has no photo`);
    const tag = photoTag(photo, size);
    // The browser of this operator keeps it, and asks each time whether it is still the same.
    void reply.header('cache-control', 'private, no-cache').header('etag', tag);
    if (isKnown(headers['if-none-match'], tag)) {
      void reply.status(304);
      return undefined;
    }
    return new StreamableFile(size === undefined ? photo : await this.thumbnails.of(photo, size), {
      type: 'image/jpeg',
    });
  }

  @Replace(
    'photo',
    'Set the photo; devices that know faces by photos, or show users, get it. A JPEG or PNG may be the body',
  )
  @RouteConfig(picturesAs('photo'))
  @TakesPictures('image/jpeg', 'image/png')
  async setPhoto(@Param('pin') pin: string, @Body() body: PhotoBody, @CurrentCaller() caller: Caller): Promise<void> {
    const photo = await this.read(body.photo);
    await this.audited.run(caller, async (tx) => {
      await this.persons.get(tx, pin);
      await this.persons.save(tx, pin, { photo });
    });
  }

  @Remove('photo', 'Take the photo away, and the comparison photos of the face with it')
  async removePhoto(@Param('pin') pin: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.templates.removePhotos(tx, pin));
  }

  @Read('identity-card', 'The identity card that a device read last', { of: IdentityCardView })
  async card(@Param('pin') pin: string): Promise<IdentityCardView> {
    const tx = this.unitOfWork.manager;
    await this.persons.known(tx, pin);
    const found = await this.cards.find(tx, pin);
    if (!found) throw new Failure('notFound', `no device has read an identity card of person ${pin}`);
    const fields = Object.fromEntries(cardFields.map((name) => [name, found.card[name] ?? '']));
    return { sn: found.sn, reportedAt: found.reportedAt.toISOString(), ...fields } as IdentityCardView;
  }

  private async view(tx: EntityManager, pin: string, { bioType, no }: TemplatesQuery = {}): Promise<BioTemplatesView> {
    const all = await this.templates.list(tx, pin);
    const some = all.filter((one) => (bioType ?? one.bioType) === one.bioType && (no ?? one.no) === one.no);
    return { items: some.map(toTemplateView) };
  }

  /** Decoding takes time, so it is done before the transaction. */
  private async read(photo: string): Promise<Buffer> {
    try {
      return await readPhoto(photo);
    } catch (error) {
      if (error instanceof Failure) throw invalidField('photo', 'must be a JPEG or PNG in base64');
      throw error;
    }
  }
}
