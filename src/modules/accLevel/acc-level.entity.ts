import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { Door } from '../door/door.entity.js';
import { Person } from '../person/person.entity.js';
import { TimeZone } from '../timeZone/time-zone.entity.js';
import type { LevelBusiness } from './level-places.js';

/** Where people may go and when, for one of the businesses; names are unique within it. */
@Entity()
@Unique(['business', 'name'])
export class AccLevel {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text', { default: 'acc' }) business!: LevelBusiness;
  @Column('text') name!: string;
  @Column('int', { default: 1 }) timeZoneId!: number;
  @ManyToOne(() => TimeZone) @JoinColumn({ name: 'time_zone_id' }) timeZone!: Relation<TimeZone>;
  @Column('text', { default: '1' }) areaCode!: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** Which doors a level leads to. */
@Entity()
export class AccLevelDoor {
  @PrimaryColumn('varchar', { length: 64 }) levelId!: string;
  @PrimaryColumn('varchar', { length: 64 }) @Index() doorId!: string;
  @ManyToOne(() => AccLevel, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'level_id' }) level!: Relation<AccLevel>;
  @ManyToOne(() => Door, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'door_id' }) door!: Relation<Door>;
}

/** Who belongs to a level. */
@Entity()
export class AccLevelPerson {
  @PrimaryColumn('varchar', { length: 64 }) levelId!: string;
  @PrimaryColumn('varchar', { length: 64 }) @Index() personId!: string;
  /** In the person's own right. */
  @Column('boolean', { default: true }) granted!: boolean;
  /**
   * The person has the level by the department. A level that is given neither directly nor by the department has no
   * row.
   */
  @Column('boolean', { default: false }) inherited!: boolean;
  @ManyToOne(() => AccLevel, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'level_id' }) level!: Relation<AccLevel>;
  @ManyToOne(() => Person, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person!: Relation<Person>;
}
