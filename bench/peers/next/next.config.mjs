// The load generator asks for uncompressed pages; what serves nobody is left out.
export default { compress: false, poweredByHeader: false, output: 'standalone' };
