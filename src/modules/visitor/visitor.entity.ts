import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { Person } from '../person/person.entity.js';

/**
 * A visitor. Devices know a visitor as a person, so names, card, photo and validity are in the person's row. A visitor
 * is recognised by the certificate, which is sealed and found by a keyed hash of its number.
 */
@Entity()
@Unique(['certHash', 'certType'])
export class Visitor {
  @PrimaryColumn('varchar', { length: 64 }) personId!: string;
  @OneToOne(() => Person, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person!: Relation<Person>;
  @Column('text') certType!: string;
  @Column('bytea') certNumber!: Buffer;
  @Column('text') certHash!: string;
  @Column('text', { default: '' }) company!: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}

/** Certificates of people who are not let in. */
@Entity()
@Unique(['certHash', 'certType'])
export class VisitorBlock {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') certType!: string;
  @Column('bytea') certNumber!: Buffer;
  @Column('text') certHash!: string;
  @Column('text', { default: '' }) name!: string;
  @Column('text', { default: '' }) reason!: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
