"""What became public: the portal and the public search read only documents with an open publication row."""
