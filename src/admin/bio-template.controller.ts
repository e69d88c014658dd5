import { Body, Header, Param, StreamableFile } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../auth/audit.js';
import { By } from '../auth/by.js';
import { Calls } from '../auth/calls.js';
import { BioTemplateService } from '../bioTemplate/bio-template.service.js';
import { FingerTemplateService } from '../bioTemplate/finger-template.service.js';
import { ReportedTemplateService } from '../bioTemplate/reported-template.service.js';
import { Work } from '../db/work.js';
import { Failure } from '../errors.js';
import { IdentityCardService } from '../person/identity-card.service.js';
import { PersonService } from '../person/person.service.js';
import { readPhoto } from '../person/photo.js';
import {
  BioTemplatesView,
  cardFields,
  FingerBody,
  IdentityCardView,
  PhotoBody,
  toTemplateView,
} from './bio-template.dto.js';
import { Act, AdminResource, Make, Read, Remove, Set } from './kit/admin.js';
import { invalidField, namingFields } from './kit/invalid.js';

/** What is drawn from a person's body, and their photo. */
@AdminResource('persons/:pin')
export class AdminBioTemplateController {
  constructor(
    private readonly templates: BioTemplateService,
    private readonly fingers: FingerTemplateService,
    private readonly reported: ReportedTemplateService,
    private readonly persons: PersonService,
    private readonly cards: IdentityCardService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('templates', 'Templates and comparison photos of a person, without their contents', { of: BioTemplatesView })
  list(@Param('pin') pin: string): Promise<BioTemplatesView> {
    return this.view(this.work.manager, pin);
  }

  @Make('templates', 'Add or edit a fingerprint: devices of the same algorithm get it', { of: BioTemplatesView })
  add(@Param('pin') pin: string, @Body() body: FingerBody, @By() caller: Caller): Promise<BioTemplatesView> {
    const { no, duress = false, template, version } = body;
    return this.calls.run(caller, async (tx) => {
      const fields = { invalid: 'template', templateExists: 'template' } as const;
      await namingFields(fields, this.fingers.save(tx, pin, { no, duress, template, version }));
      return this.view(tx, pin);
    });
  }

  @Remove('templates/:id', 'Take a template away, here and from every device')
  async remove(@Param('pin') pin: string, @Param('id') id: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.templates.remove(tx, pin, id));
  }

  @Act('templates/import', 'Take over what devices told of this pin before it was a person', { of: BioTemplatesView })
  import(@Param('pin') pin: string, @By() caller: Caller): Promise<BioTemplatesView> {
    return this.calls.run(caller, async (tx) => {
      await this.persons.hold(tx, pin);
      await this.reported.adopt(tx, pin);
      return this.view(tx, pin);
    });
  }

  @Read('photo', 'The photo as JPEG; where there is none, the comparison photo a device took')
  @Header('Cache-Control', 'private, no-store')
  async photo(@Param('pin') pin: string): Promise<StreamableFile> {
    const tx = this.work.manager;
    const { id, photoName } = await this.persons.get(tx, pin);
    const own = photoName === null ? null : await this.persons.photo(tx, photoName);
    const photo = own ?? (await this.templates.facePhoto(tx, id));
    if (!photo) throw new Failure('notFound', `person ${pin} has no photo`);
    return new StreamableFile(photo, { type: 'image/jpeg' });
  }

  @Set('photo', 'Set the photo; devices that know faces by photos, or show users, get it')
  async setPhoto(@Param('pin') pin: string, @Body() body: PhotoBody, @By() caller: Caller): Promise<void> {
    const photo = await this.read(body.photo);
    await this.calls.run(caller, async (tx) => {
      await this.persons.get(tx, pin);
      await this.persons.save(tx, pin, { photo });
    });
  }

  @Remove('photo', 'Take the photo away, and the comparison photos of the face with it')
  async removePhoto(@Param('pin') pin: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.templates.removePhotos(tx, pin));
  }

  @Read('identity-card', 'The identity card that a device read last', { of: IdentityCardView })
  async card(@Param('pin') pin: string): Promise<IdentityCardView> {
    const tx = this.work.manager;
    await this.persons.get(tx, pin);
    const found = await this.cards.find(tx, pin);
    if (!found) throw new Failure('notFound', `no device has read an identity card of person ${pin}`);
    const fields = Object.fromEntries(cardFields.map((name) => [name, found.card[name] ?? '']));
    return { sn: found.sn, reportedAt: found.reportedAt.toISOString(), ...fields } as IdentityCardView;
  }

  private async view(tx: EntityManager, pin: string): Promise<BioTemplatesView> {
    return { items: (await this.templates.list(tx, pin)).map(toTemplateView) };
  }

  /** Decoding takes its time and is done before the transaction. */
  private async read(photo: string): Promise<Buffer> {
    try {
      return await readPhoto(photo);
    } catch (error) {
      if (error instanceof Failure) throw invalidField('photo', 'must be a JPEG or PNG in base64');
      throw error;
    }
  }
}
