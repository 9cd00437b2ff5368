/** The package as users get it: slow, since it installs what it tests. */
module.exports = { ...require('./jest.config.cjs'), roots: ['<rootDir>/acceptance'], testTimeout: 300_000 };
