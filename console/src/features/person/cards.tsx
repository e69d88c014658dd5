import { call, type ItemOf } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { Icon } from '../../ui/icon.js';
import { Waiting } from '../../ui/waiting.js';
import { useAct, useCards, useRefreshed, type Change, type Person } from './queries.js';

type Card = ItemOf<'GET /cards'>;

/** Without one card: the next one takes the place of the main one. */
function without({ cardNo: main, supplyCards }: Person, cardNo: string): Change {
  if (main !== cardNo) return { supplyCards: supplyCards.filter((one) => one !== cardNo) };
  const [next = '', ...rest] = supplyCards;
  return { cardNo: next, supplyCards: rest };
}

const withCard = ({ cardNo: main, supplyCards }: Person, cardNo: string): Change =>
  main === '' ? { cardNo } : { supplyCards: [...supplyCards, cardNo] };

function CardRow({ card, person }: { readonly card: Card; readonly person: Person }) {
  const t = useT();
  const may = useMay();
  const { cardNo, main, lost } = card;
  const path = { cardNo };
  const tell = useAct(() =>
    lost ? call('POST /cards/{cardNo}/found', { path }) : call('POST /cards/{cardNo}/lost', { path }),
  );
  const remove = useAct(() =>
    call('PATCH /persons/{pin}', { path: { pin: person.pin }, body: without(person, cardNo) }),
  );
  return (
    <li className="row person-line">
      <Icon name="card" />
      <bdi>{cardNo}</bdi>
      {main && <span className="muted">{t('person.mainCard')}</span>}
      {lost && <strong className="person-out">{t('person.isLost')}</strong>}
      <span className="grow" />
      {may('person') && (
        <>
          <Button isDisabled={tell.isPending} onPress={() => tell.mutate()}>
            {t(lost ? 'person.found' : 'person.lost')}
          </Button>
          <Button
            kind="quiet"
            aria-label={t('person.removeCard', { card: cardNo })}
            isDisabled={remove.isPending}
            onPress={() => remove.mutate()}
          >
            <Icon name="bin" />
          </Button>
        </>
      )}
    </li>
  );
}

export function Cards({ person }: { readonly person: Person }) {
  const t = useT();
  const may = useMay();
  const refreshed = useRefreshed();
  const asked = useCards(person.pin);
  const cards = asked.data?.items;
  const add = async (values: FormData) => {
    await call('PATCH /persons/{pin}', {
      path: { pin: person.pin },
      body: withCard(person, textIn(values, person.cardNo === '' ? 'cardNo' : 'supplyCards')),
    });
    await refreshed();
  };
  return (
    <section className="stack" aria-label={t('person.cards')}>
      <h2>{t('person.cards')}</h2>
      <Waiting asked={asked} />
      {cards?.length === 0 && <p className="muted">{t('person.noCard')}</p>}
      <ul className="person-list">
        {cards?.map((card) => (
          <CardRow key={card.cardNo} card={card} person={person} />
        ))}
      </ul>
      {may('person') && (
        <Form onSubmit={add} submit={t('person.addCard')} isRepeated>
          <TextField
            name={person.cardNo === '' ? 'cardNo' : 'supplyCards'}
            label={t('person.newCard')}
            inputMode="numeric"
            isRequired
          />
        </Form>
      )}
    </section>
  );
}
