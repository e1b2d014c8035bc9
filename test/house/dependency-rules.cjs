/**
 * The streets between the folders (README, "Rooms and streets"): arrows run one way.
 * `npm run streets` checks them; test/house/streets.test.ts proves that each rule catches its trespasser.
 */

/** npm packages and Node modules that the inner rooms may use all the same; keep these short. */
const DOMAIN_MAY_USE = ['^node_modules/micro-eth-signer/']; // EIP-55, in src/domain/address.ts
const CORE_MAY_USE = [];

const OURS = '^(src|bots|db|test)/';

const rules = [
  {
    name: 'domain-is-pure',
    comment:
      'src/domain holds nouns and rules and imports nothing but itself (and DOMAIN_MAY_USE). ' +
      'Move the code that needs something else to src/core, or take the value as a parameter.',
    from: { path: '^src/domain/' },
    to: { pathNot: ['^src/domain/', ...DOMAIN_MAY_USE] },
  },
  {
    name: 'ports-speak-domain',
    comment:
      'src/ports says what we need in domain words, so it imports only src/domain. ' +
      'Describe the thing with a domain type; the library belongs to the adapter that implements the port.',
    from: { path: '^src/ports/' },
    to: { pathNot: '^src/(ports|domain)/' },
  },
  {
    name: 'core-knows-only-ports',
    comment:
      'src/core imports only src/ports and src/domain: no library, no Node module, no adapter. ' +
      'Add what you need to a port, implement it in db, src/kryptogo or bots, and wire it in src/till.ts.',
    from: { path: '^src/core/' },
    to: { pathNot: ['^src/(core|ports|domain)/', ...CORE_MAY_USE] },
  },
  {
    name: 'edges-call-the-core',
    comment:
      'src/http and src/worker import only src/core, src/ports and src/domain of ours. ' +
      'Take the adapter as a parameter behind its port; src/till.ts hands it in.',
    from: { path: '^src/(http|worker)/' },
    to: { path: OURS, pathNot: ['^src/$1/', '^src/(core|ports|domain)/'] },
  },
  {
    name: 'adapters-implement-ports',
    comment:
      'db, src/kryptogo and src/webhooks implement ports and import only src/ports and src/domain of ours. ' +
      'What decides something belongs to src/core, which calls the port.',
    from: { path: '^(db|src/kryptogo|src/webhooks)/' },
    to: { path: OURS, pathNot: ['^$1/', '^src/(ports|domain)/'] },
  },
  {
    name: 'platforms-stay-apart',
    comment:
      'A bot imports its own folder, bots/shared, src/core, src/ports and src/domain; never another platform, ' +
      'the database or the provider. What two platforms share goes to bots/shared, what decides goes to src/core.',
    from: { path: '^bots/([^/]+)/', pathNot: '^bots/shared/' },
    to: { path: OURS, pathNot: ['^bots/$1/', '^bots/shared/', '^src/(core|ports|domain)/'] },
  },
  {
    name: 'shared-bot-code-has-no-platform',
    comment:
      'bots/shared serves every platform, so it imports only itself, src/core, src/ports and src/domain. ' +
      'Move the platform part to that platform and pass its result in.',
    from: { path: '^bots/shared/' },
    to: { path: OURS, pathNot: ['^bots/shared/', '^src/(core|ports|domain)/'] },
  },
  {
    name: 'settings-are-values',
    comment:
      'Files directly in src (settings and the like) import only each other, src/ports and src/domain. ' +
      'Only src/till.ts, src/rooms.ts and src/main.ts wire rooms together.',
    from: { path: '^src/[^/]+$', pathNot: '^src/(main|till|rooms)[.]ts$' },
    to: { path: OURS, pathNot: ['^src/[^/]+$', '^src/(ports|domain)/'] },
  },
  {
    name: 'only-wiring-reads-settings',
    comment:
      'Files directly in src are for src/main.ts and src/till.ts (and tests). ' +
      'Take the one value that you need as a parameter instead of the settings.',
    from: { path: '^(src/[^/]+|bots|db)/' },
    to: { path: '^src/[^/]+$' },
  },
  {
    name: 'nobody-imports-main',
    comment:
      'src/main.ts starts the process when it is imported. ' +
      'To start Till inside another program, use src/till.ts; to share code, move it to the room it belongs to.',
    from: {},
    to: { path: '^src/main[.]ts$' },
  },
  {
    name: 'wiring-is-for-main',
    comment:
      'src/till.ts wires everything; only src/main.ts and tests import it. ' +
      'Take what you need as a parameter, typed by its port.',
    from: { pathNot: ['^src/main[.]ts$', '^test/'] },
    to: { path: '^src/till[.]ts$' },
  },
  {
    name: 'product-knows-no-test',
    comment:
      'The product never imports test code: there is no test switch. ' +
      'A simulator is reached through a base address in the settings; a helper that both need belongs to the product.',
    from: { pathNot: '^test/' },
    to: { path: '^test/' },
  },
  {
    name: 'simulators-stand-alone',
    comment:
      'A simulator is a whole fake vendor: it imports only its own folder and what simulators share ' +
      '(test/simulators/shared), never the product, or it would be wrong in the same way as the product.',
    from: { path: '^test/simulators/([^/]+)/' },
    to: { path: OURS, pathNot: ['^test/simulators/$1/', '^test/simulators/shared/'] },
  },
  {
    name: 'product-ships-no-tools',
    comment:
      'The product imports only packages listed under "dependencies"; this one is a development tool or not listed. ' +
      'List it (exact version, with a reason in the README), or do without.',
    from: { path: '^(src|bots|db)/' },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-circles',
    comment: 'These files import each other in a circle. Move what both need to a third file below them.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'Nothing imports this file and it imports nothing. Use it or delete it.',
    from: { orphan: true, path: OURS, pathNot: '^test/house/' },
    to: {},
  },
  {
    name: 'nothing-unresolved',
    comment: 'This import leads nowhere. Correct its path (with .ts at the end), or install the package.',
    from: {},
    to: { couldNotResolve: true },
  },
];

module.exports = {
  forbidden: rules.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
