import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { noteChange } from '../../platform/auth/audit-change.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { plateCommas } from '../../platform/database/schema/plate-rule.js';
import { Failure } from '../../platform/errors.js';
import { Person } from '../person/person.entity.js';
import { PersonService } from '../person/person.service.js';
import { checkedPlate } from './parking-list.service.js';
import { plateOf } from './parking-words.js';

/** A plate of a person. */
export interface PersonPlate {
  /** The plate and the pin: a plate may be several persons'. */
  readonly id: string;
  readonly plate: string;
  readonly carNumber: string;
  readonly pin: string;
  readonly name: string;
}

const comma = new RegExp(`[${plateCommas}]`);

const listed = `SELECT DISTINCT ON (1) (plates_in(one.plate))[1] || ' ' || p.pin AS id, (plates_in(one.plate))[1] AS plate,
            trim(one.plate) AS "carNumber", p.pin, trim(p.name || ' ' || p.last_name) AS name
          FROM person p CROSS JOIN LATERAL regexp_split_to_table(p.car_plate, '[${plateCommas}]') AS one(plate)
          WHERE p.car_plate IS NOT NULL AND trim(one.plate) <> '' AND NOT p.is_visitor`;

/** What `person/add` takes for `carPlate`. */
const longest = 255;

/** Plates of persons. They stand in one text, with commas between them. */
@Injectable()
export class PersonPlateService {
  constructor(private readonly people: PersonService) {}

  /**
   * A plate that the person has already stays as it is.
   * @param old the plate that becomes this one; null = it is a further one
   * @throws Failure pinMissing, personNotFound, carPlateInvalid also for an old plate that the person does not have
   */
  async add(tx: EntityManager, pin: string, carNumber: string, old: string | null): Promise<void> {
    const plate = checkedPlate(carNumber);
    const person = await this.people.hold(tx, pin);
    const plates = platesOf(person);
    const oldPlate = old === null ? null : checkedPlate(old);
    if (oldPlate !== null && !plates.some((one) => plateOf(one) === oldPlate)) throw notTheirs(pin, old ?? '');
    const others = plates.filter((one) => plateOf(one) !== plate && plateOf(one) !== oldPlate);
    await this.write(tx, person, [...others, carNumber]);
  }

  /** @throws Failure pinMissing, personNotFound, carPlateInvalid also for a plate that the person does not have */
  async remove(tx: EntityManager, pin: string, carNumber: string): Promise<void> {
    const plate = checkedPlate(carNumber);
    const person = await this.people.hold(tx, pin);
    const plates = platesOf(person);
    const others = plates.filter((one) => plateOf(one) !== plate);
    if (others.length === plates.length) throw notTheirs(pin, carNumber);
    await this.write(tx, person, others);
  }

  /** @throws Failure carPlateInvalid where the person does not have it */
  async get(tx: EntityManager, pin: string, carNumber: string): Promise<PersonPlate> {
    const [found] = await tx.query<PersonPlate[]>(`SELECT * FROM (${listed}) t WHERE pin = $1 AND plate = $2`, [
      pin,
      checkedPlate(carNumber),
    ]);
    if (!found) throw notTheirs(pin, carNumber);
    return found;
  }

  search(tx: EntityManager, search: Search): Promise<FoundRows<PersonPlate>> {
    return searchedRows<PersonPlate>(
      tx,
      {
        sql: listed,
        parameters: [],
        by: 'id',
        texts: ['plate', 'carNumber', 'pin', 'name'],
        others: [],
        usual: 'plate',
      },
      search,
    );
  }

  private async write(tx: EntityManager, person: Person, plates: readonly string[]): Promise<void> {
    const carPlate = plates.join(',');
    if (carPlate.length > longest)
      throw new Failure('carPlateInvalid', `the plates of a person must not have more than ${longest} characters`);
    const changed = { carPlate: carPlate === '' ? null : carPlate };
    await tx.update(Person, { id: person.id }, { ...changed, updatedAt: new Date() });
    noteChange(tx, { carPlate: person.carPlate }, changed);
  }
}

const platesOf = ({ carPlate }: Person): string[] =>
  (carPlate ?? '')
    .split(comma)
    .map((one) => one.trim())
    .filter((one) => one !== '');

const notTheirs = (pin: string, carNumber: string) =>
  new Failure('carPlateInvalid', `the person ${pin} has no plate ${carNumber.slice(0, 40)}`);
