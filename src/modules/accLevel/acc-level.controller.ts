import { createLevelController } from './level-calls.controller.js';

/** Levels of access control: doors. */
export const AccLevelController = createLevelController({
  resource: 'accLevel',
  business: 'acc',
  sections: {
    deleteLevel: '2.1.1',
    getById: '2.1.2',
    getByName: '2.1.3',
    list: '2.1.4',
    syncLevel: '2.1.5',
    syncPerson: '2.1.6',
    listWithTotal: '2.1.7',
  },
});
