import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Person } from '../person/person.entity.js';

/**
 * A code that was given out as a card number and opens what its person may open until it ends. Ended codes stay for a
 * while: a device that still reports one must not make it a card of a person.
 */
@Entity()
export class QrCode {
  @PrimaryColumn('text') cardNo!: string;
  @Index() @Column('varchar', { length: 64 }) personId!: string;
  @ManyToOne(() => Person, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person!: Relation<Person>;
  @Index() @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}
